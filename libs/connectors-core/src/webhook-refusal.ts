import type { Refusal } from '#domain/refusal.js';

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

/** Why one was refused before anybody could know who sent it; `malformed`: as a request, whatever it was to say. */
export const UNVERIFIED_REASONS = [...REFUSAL_REASONS, 'malformed'] as const;
export type UnverifiedReason = (typeof UNVERIFIED_REASONS)[number];

export interface FieldFault extends Pick<Refusal, 'code' | 'params'> {
  /** Path of the field, e.g. `items.0.quantity`. */
  readonly field: string;
  readonly message: string;
}

/** What is known of a delivery whose signature was right. */
export interface AuthenticDelivery {
  readonly key: string | null;
  readonly references: readonly {
    readonly vendorNo: string;
    readonly params?: Readonly<Record<string, string>>;
  }[];
  /** As it declares it, where its bytes are to be read by another than UTF-8. */
  readonly charset?: string;
}

/** Thrown by a webhook's verify; what is said tells the sender what to correct and names no secret. */
export class WebhookRefusal extends Error {
  override readonly name = 'WebhookRefusal';

  constructor(
    readonly reason: RefusalReason,
    readonly said: Refusal,
    readonly faults: readonly FieldFault[] = [],
    /** Present when the sender is who it says: then the delivery is kept for people to see. */
    readonly authentic?: AuthenticDelivery,
  ) {
    super(said.message);
  }

  /** Runs what reads a delivery whose signature was right; its refusal is one of the content, of that delivery. */
  static inContent<T>(authentic: () => AuthenticDelivery, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof WebhookRefusal) || error.reason === 'bad_signature') throw error;
      throw new WebhookRefusal(error.reason, error.said, error.faults, authentic());
    }
  }
}
