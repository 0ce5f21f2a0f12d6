import { decrypt, encrypt } from './cipher.js';
import { headOf } from './envelope.js';

/** What one use of secrets is sealed under: known by its name, and in what it has sealed by its id. */
export class DataKey {
  private readonly head: Buffer;

  constructor(
    readonly id: string,
    readonly name: string,
    /** 32 bytes; for whoever needs a key for something else than sealing, such as a MAC. */
    readonly bytes: Buffer,
  ) {
    this.head = headOf(id);
  }

  /** @param owner whose it is, e.g. the row's id: it can be opened as that owner's alone */
  seal(owner: string, plain: Uint8Array): Buffer {
    return encrypt(this.bytes, owner, plain, this.head);
  }

  /** @param body what follows the head of an envelope. @throws SecretError */
  open(owner: string, body: Uint8Array): Buffer {
    return decrypt(this.bytes, owner, body);
  }
}

/** What a wrapped data key is bound to. */
export const placeOf = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  `${name} ${id}`;
