import { createHmac, timingSafeEqual } from 'node:crypto';

/** What Standard Webhooks signs: `id.timestamp.body`, the body byte for byte. */
export interface SignedMessage {
  readonly id: string;
  /** Epoch seconds, as in the header. */
  readonly timestamp: string;
  readonly body: Buffer;
}

const SECRET_PREFIX = 'whsec_';
const VERSION_PREFIX = 'v1,';

/** HMAC-SHA256 under one secret (`whsec_` + base64), as base64 text. */
export function signature(message: SignedMessage, secret: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return createHmac('sha256', key)
    .update(`${message.id}.${message.timestamp}.`)
    .update(message.body)
    .digest('base64');
}

/**
 * Whether any of the header's signatures is right under any of the secrets, each pair compared in
 * constant time. Signatures of other versions are passed over, as the scheme asks.
 * Node's own crypto, because this runs before every acknowledgement.
 * @param header `webhook-signature`: signatures separated by spaces, each `v1,<base64>`
 */
export function isSigned(header: string, message: SignedMessage, secrets: readonly string[]): boolean {
  const given = header
    .split(' ')
    .filter((part) => part.startsWith(VERSION_PREFIX))
    .map((part) => Buffer.from(part.slice(VERSION_PREFIX.length)));
  return secrets.filter(isSecret).some((secret) => {
    const expected = Buffer.from(signature(message, secret));
    return given.some((bytes) => bytes.length === expected.length && timingSafeEqual(bytes, expected));
  });
}

/** A secret that is malformed signs nothing: an empty key would be everybody's key. */
export function isSecret(text: string): boolean {
  return /^whsec_[A-Za-z0-9+/]{4,}={0,2}$/.test(text);
}
