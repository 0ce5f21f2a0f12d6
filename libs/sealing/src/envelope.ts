import { viewOf } from './cipher.js';

// What is sealed names its data key: 8 bytes that say so, the 16 bytes of the data key's id, then nonce, tag and
// ciphertext. Before 0.4.0 texts were sealed under the master key itself and began with their random nonce: that one
// begins with these 8 bytes happens once in 2^64.
const MARK = Buffer.from('SPseal\x00\x01', 'latin1');
const ID_BYTES = 16;
const HEAD_BYTES = MARK.length + ID_BYTES;

export interface Envelope {
  readonly keyId: string;
  /** Nonce, tag, ciphertext. */
  readonly body: Buffer;
}

/** What stands before nonce, tag and ciphertext. @param keyId a UUID */
export const headOf = (keyId: string): Buffer =>
  Buffer.concat([MARK, Buffer.from(keyId.replaceAll('-', ''), 'hex')]);

/** @returns undefined for what was sealed under the master key itself */
export function envelopeOf(sealed: Uint8Array): Envelope | undefined {
  const bytes = viewOf(sealed);
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MARK.length).equals(MARK)) return undefined;
  return { keyId: uuidOf(bytes.subarray(MARK.length, HEAD_BYTES)), body: bytes.subarray(HEAD_BYTES) };
}

/** For a condition of SQL: what is sealed in an envelope begins with it. */
export const ENVELOPE_MARK: Uint8Array = MARK;

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
