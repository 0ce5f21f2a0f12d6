import type { FieldFault } from '#connectors-core/webhook-refusal.js';

/** What was asked for does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';

  constructor(
    readonly resource: string,
    readonly id: string,
  ) {
    super(`there is no ${resource} ${id}`);
  }
}

/** What was asked for contradicts what is there. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

/** Fields that cannot be taken as given; all of them at once. Messages never hold a value. */
export class InvalidFieldsError extends Error {
  override readonly name = 'InvalidFieldsError';

  constructor(readonly faults: readonly FieldFault[]) {
    super(faults.map(({ field, message }) => `${field} ${message}`).join('; '));
  }
}

/** @throws InvalidFieldsError when there is any fault */
export function refuseFaults(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new InvalidFieldsError(faults);
}
