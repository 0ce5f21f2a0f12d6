import type { BodySeal, KeptBytes } from '#domain/body-keeping.js';
import type { Keyring } from './keyring.js';

/** One for all raw bytes: under one key four thousand million can be sealed (see `cipher.ts`). */
export const PAYLOADS_KEY = 'payloads';

/** Keeps raw bytes sealed, each bound to the id of its payload. Its data key was made ready when the hub began. */
export class PayloadSeal implements BodySeal {
  /** @param isOn whether new bytes are sealed; those that are sealed are opened all the same */
  constructor(
    private readonly keyring: Keyring,
    private readonly isOn: boolean,
  ) {}

  seal(id: string, body: Buffer): KeptBytes {
    if (!this.isOn) return { bytes: body, isSealed: false };
    return { bytes: this.keyring.named(PAYLOADS_KEY).seal(id, body), isSealed: true };
  }

  /** @throws SecretError */
  open(id: string, { bytes, isSealed }: KeptBytes): Buffer {
    return isSealed ? this.keyring.open(id, bytes) : bytes;
  }
}
