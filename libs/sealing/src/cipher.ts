import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SecretError } from './secret-error.js';

export const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONE = new Uint8Array();

/**
 * AES-256-GCM: nonce, tag, ciphertext. A random nonce of 96 bits is safe for some four thousand million texts under
 * one key.
 * @param owner authenticated with it, so that what is one owner's cannot be put in the place of another's
 * @param head that goes before it
 */
export function encrypt(key: Uint8Array, owner: string, plain: Uint8Array, head: Uint8Array = NONE): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(owner));
  // Of this cipher nothing is left for the end.
  const text = cipher.update(plain);
  cipher.final();
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text]);
}

/** @throws SecretError for another key, another owner, and whatever byte was changed */
export function decrypt(key: Uint8Array, owner: string, sealed: Uint8Array): Buffer {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new SecretError('what is stored is cut short');
  const bytes = viewOf(sealed);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    decipher.final();
    return text;
  } catch (cause) {
    throw new SecretError('what is stored cannot be read with this key', { cause });
  }
}

/** The same bytes, not a copy. */
export const viewOf = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
