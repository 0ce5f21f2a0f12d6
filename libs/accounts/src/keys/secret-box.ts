import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was stored cannot be read: another master key, or bytes that somebody changed. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

/**
 * Seals text under the master key (AES-256-GCM): nonce, tag, ciphertext. The owner's id is authenticated
 * with it, so that the secrets of one account cannot be put in the place of another's.
 * A random 96-bit nonce is safe for some four thousand million seals under one key.
 */
export class SecretBox {
  private readonly key: Buffer;

  /** @param masterKey 32 bytes */
  constructor(masterKey: Buffer) {
    if (masterKey.length !== KEY_BYTES) throw new SecretError('the master key is not 32 bytes long');
    this.key = Buffer.from(masterKey);
  }

  seal(ownerId: string, text: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(Buffer.from(ownerId));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws SecretError */
  open(ownerId: string, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed);
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SecretError('the stored secret is cut short');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(ownerId)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new SecretError('the stored secret cannot be read with this master key', { cause });
    }
  }
}
