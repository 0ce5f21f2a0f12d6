export type JsonFaultReason = 'not_json' | 'too_deep' | 'duplicate_key' | 'forbidden_key';

/** What is wrong with a JSON text, and at which byte. The message quotes a key at most, never a value. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  constructor(
    readonly reason: JsonFaultReason,
    readonly what: string,
    readonly position: number,
    /** As it may be shown. */
    readonly key = '',
  ) {
    super(`${what} (byte ${position})`);
  }
}
