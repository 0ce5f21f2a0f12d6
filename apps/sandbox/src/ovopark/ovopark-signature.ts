import { createHash } from 'node:crypto';

export const SIGNATURE_METHODS = ['md5', 'sha1'] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/**
 * Upper-case hex of the hash over secret + name1value1name2value2… + secret: every parameter sent except
 * `_sig`, decoded, sorted by name in code units, as public clients do.
 */
export function ovoparkSignature(
  params: ReadonlyMap<string, string>,
  secret: string,
  method: SignatureMethod,
): string {
  const joined = [...params]
    .filter(([name]) => name !== '_sig')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value)
    .join('');
  return createHash(method)
    .update(secret + joined + secret, 'utf8')
    .digest('hex')
    .toUpperCase();
}
