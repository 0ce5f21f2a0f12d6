import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { type Refusal, refusal, type Resource } from '#domain/refusal.js';

/** What was asked for does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
  readonly said: Refusal;

  constructor(resource: Resource, id: string);
  constructor(said: Refusal);
  constructor(what: Resource | Refusal, id = '') {
    const said = typeof what === 'string' ? refusal('not_found', { resource: what, id }) : what;
    super(said.message);
    this.said = said;
  }
}

/** What was asked for contradicts what is there. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';

  constructor(
    readonly said: Refusal,
    readonly field?: string,
  ) {
    super(said.message);
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
