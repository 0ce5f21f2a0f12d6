import { createHmac, hkdfSync } from 'node:crypto';
import { decrypt, encrypt, KEY_BYTES } from './cipher.js';
import { SecretError } from './secret-error.js';

export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** A key without an id: the one that there was before keys had ids. */
export const FIRST_ID = '0';

export interface Wrapped {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** The keys that wrap data keys. The first writes, all read. */
export class MasterKeys {
  private readonly byId: ReadonlyMap<string, Buffer>;

  /** @param keys at least one, of 32 bytes each, no id twice */
  constructor(private readonly keys: readonly [MasterKey, ...MasterKey[]]) {
    for (const { bytes } of keys)
      if (bytes.length !== KEY_BYTES) throw new SecretError('a master key is not 32 bytes long');
    this.byId = new Map(keys.map(({ id, bytes }) => [id, bytes]));
    if (this.byId.size < keys.length) throw new SecretError('two master keys have one id');
  }

  get first(): string {
    return this.keys[0].id;
  }

  /** In the order in which they are given. */
  get ids(): readonly string[] {
    return this.keys.map(({ id }) => id);
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /**
   * By which another hub or program can tell whether it has the same key under the same id: `id:` and 16 hex digits,
   * from which the key cannot be found.
   */
  mark(id: string): string {
    const mac = createHmac('sha256', this.get(id)).update('suanpan master key').digest('hex');
    return `${id}:${mac.slice(0, 16)}`;
  }

  /** @param place what the data key is for and its id: a wrapped key cannot be put in another's place */
  wrap(masterKeyId: string, place: string, dataKey: Uint8Array): Wrapped {
    return { masterKeyId, wrapped: encrypt(this.get(masterKeyId), place, dataKey) };
  }

  /** @throws SecretError where that master key is not there, or is another one of the same id */
  unwrap(place: string, { masterKeyId, wrapped }: Wrapped): Buffer {
    try {
      return decrypt(this.get(masterKeyId), place, wrapped);
    } catch (cause) {
      if (!this.has(masterKeyId)) throw cause;
      throw new SecretError(
        `the master key "${masterKeyId}" of HUB_MASTER_KEY is not the one that this database was made with, or the key is damaged`,
        { cause },
      );
    }
  }

  /** Reads what was sealed before 0.4.0, under the master key itself. @throws SecretError */
  openDirect(owner: string, sealed: Uint8Array): Buffer {
    return decrypt(this.get(FIRST_ID), owner, sealed);
  }

  /** The key that contacts were hashed with before it was kept. @throws SecretError */
  deriveContactKey(): Buffer {
    return Buffer.from(
      hkdfSync('sha256', this.get(FIRST_ID), Buffer.alloc(0), 'suanpan contact key', KEY_BYTES),
    );
  }

  private get(id: string): Buffer {
    const key = this.byId.get(id);
    if (key === undefined)
      throw new SecretError(`HUB_MASTER_KEY has no key "${id}", which is needed to read it`);
    return key;
  }
}
