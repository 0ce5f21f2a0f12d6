import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Refusal, refusal } from '#domain/refusal.js';

/** What Standard Webhooks signs: `id.timestamp.body`, the body byte for byte. */
export interface SignedMessage {
  readonly id: string | Buffer;
  /** Epoch seconds, as in the header. */
  readonly timestamp: string;
  readonly body: Buffer;
}

const VERSION_PREFIX = 'v1,';

/**
 * As shops write a secret: some tools put the version of the signatures before it, some leave `whsec_` out. `whsk_` and
 * `whpk_` mark keys of the scheme's other signatures, and would pass for base64url.
 */
const SECRET = /^(?:v1,)?(whsec_)?((?!wh[a-z]{1,5}_)([\w+/-]+)={0,2})$/i;
/** By the scheme. */
const FEWEST_KEY_BYTES = 24;
const MOST_KEY_BYTES = 64;
/** What was saved before the length was looked at goes on signing; an empty key would be everybody's key. */
const FEWEST_MARKED_BYTES = 3;

/** HMAC-SHA256 under one key, as base64 text. */
export function signature({ id, timestamp, body }: SignedMessage, key: Buffer): string {
  return createHmac('sha256', key).update(id).update(`.${timestamp}.`).update(body).digest('base64');
}

/**
 * Whether any of the header's signatures is right under any of the keys, each pair compared in constant time.
 * Signatures of other versions are passed over, as the scheme asks.
 * Node's own crypto, because this runs before every acknowledgement.
 * @param header `webhook-signature`: signatures separated by spaces, each `v1,<base64>`
 */
export function isSigned(header: string, message: SignedMessage, keys: readonly Buffer[]): boolean {
  const given = header
    .split(' ')
    .filter((part) => part.startsWith(VERSION_PREFIX))
    .map((part) => Buffer.from(part.slice(VERSION_PREFIX.length)));
  return keys.some((key) => {
    const expected = Buffer.from(signature(message, key));
    return given.some((bytes) => bytes.length === expected.length && timingSafeEqual(bytes, expected));
  });
}

/**
 * The keys that a delivery may be signed with under one saved secret; none for a text that is no secret. Without
 * `whsec_` nothing says whether a shop signs with the bytes that the text stands for, as the libraries do, or with
 * the text as it is: either is right.
 */
export function keysOf(secret: string): readonly Buffer[] {
  const { marked, text, key } = readSecret(secret);
  if (key === undefined) return [];
  if (marked) return key.length >= FEWEST_MARKED_BYTES ? [key] : [];
  return key.length >= FEWEST_KEY_BYTES ? [key, Buffer.from(text)] : [];
}

/** Why a text is no secret that may be saved; says nothing of it but its length. Undefined for a good one. */
export function secretFault(secret: string): Refusal | undefined {
  const { key } = readSecret(secret);
  const wanted = { least: FEWEST_KEY_BYTES, most: MOST_KEY_BYTES };
  if (key === undefined) return refusal('must_be_signing_secret', wanted);
  const fits = key.length >= FEWEST_KEY_BYTES && key.length <= MOST_KEY_BYTES;
  return fits ? undefined : refusal('must_be_signing_secret_of_length', { ...wanted, length: key.length });
}

/** The key is undefined for a text that is not base64, of either alphabet. */
function readSecret(secret: string): { marked: boolean; text: string; key?: Buffer } {
  const [, prefix, text = '', digits = ''] = SECRET.exec(secret.trim()) ?? [];
  const marked = prefix !== undefined;
  // No number of whole bytes leaves one character over.
  return digits === '' || digits.length % 4 === 1
    ? { marked, text }
    : { marked, text, key: Buffer.from(digits, 'base64') };
}
