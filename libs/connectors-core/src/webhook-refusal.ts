/** Why a delivery was not taken. The HTTP status of each is decided in the hub's problem table. */
export const REFUSAL_REASONS = [
  'unsigned',
  'bad_id',
  'bad_timestamp',
  'bad_signature',
  'stale',
  'unsupported_encoding',
  'too_large',
  'not_json',
  'too_deep',
  'duplicate_key',
  'forbidden_key',
  'invalid_document',
  'conflict',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export interface FieldFault {
  /** Path of the field, e.g. `items.0.quantity`. */
  readonly field: string;
  readonly message: string;
}

/** Thrown by a webhook's verify; the message tells the sender what to correct and names no secret. */
export class WebhookRefusal extends Error {
  override readonly name = 'WebhookRefusal';

  constructor(
    readonly reason: RefusalReason,
    message: string,
    readonly faults: readonly FieldFault[] = [],
  ) {
    super(message);
  }
}
