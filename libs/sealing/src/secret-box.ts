import type { Keyring } from './keyring.js';

/** Seals texts that belong to somebody, under the data key of their use. */
export class SecretBox {
  /** @param nameOf the name of the data key of an owner */
  constructor(
    private readonly keyring: Keyring,
    private readonly nameOf: (ownerId: string) => string,
  ) {}

  /** Before anything is sealed for this owner: its data key is made if there is none. @throws SecretError */
  ready(ownerId: string): Promise<void> {
    return this.keyring.ready([this.nameOf(ownerId)]);
  }

  /** Before these are opened. @throws SecretError */
  learn(sealed: readonly Uint8Array[]): Promise<void> {
    return this.keyring.learn(sealed);
  }

  seal(ownerId: string, text: string): Buffer {
    return this.keyring.named(this.nameOf(ownerId)).seal(ownerId, Buffer.from(text));
  }

  /** @throws SecretError */
  open(ownerId: string, sealed: Uint8Array): string {
    return this.keyring.open(ownerId, sealed).toString('utf8');
  }
}
