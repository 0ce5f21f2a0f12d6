import { createHash } from 'node:crypto';

export type SignatureMethod = 'md5' | 'sha1';

/** Parameters as sent, public and business ones alike, without `_sig`. */
export type OvoparkParams = Readonly<Record<string, string>>;

/** The vendor's own SDK trims before it signs, so the same trimmed text must be signed and sent. */
export function trimmed(params: OvoparkParams): OvoparkParams {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.trim()]));
}

/**
 * secret + name₁value₁name₂value₂… + secret. Names are sorted by code unit: a locale's order puts
 * `endhour` before `endTime`, and the vendor answers "wrong signature". Empty values are signed.
 */
export function baseString(params: OvoparkParams, secret: string): string {
  const pairs = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return secret + pairs.map(([name, value]) => name + value).join('') + secret;
}

/** `_sig`: the hash of the base string in UTF-8, upper-case hex. The secret itself is never sent. */
export function ovoparkSignature(params: OvoparkParams, secret: string, method: SignatureMethod): string {
  return createHash(method).update(baseString(params, secret), 'utf8').digest('hex').toUpperCase();
}
