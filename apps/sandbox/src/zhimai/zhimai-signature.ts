import { createHmac, timingSafeEqual } from 'node:crypto';

/** The fields that the token covers. The business parameters are not among them. */
interface SignedFields {
  readonly openId: string;
  readonly grantCode: string;
  readonly nonce: string;
  readonly timestamp: string;
  /** Only for merchants whose signature includes it (unknown for V2, so an option). */
  readonly action?: string;
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Sorted by name, `k=v` joined by `&`, HMAC-SHA1 under openKey, base64, URL-encoded.
 * The published rule is V3's; which letter case V2 signs is unknown, hence `fieldCase`.
 */
export function zhimaiToken(fields: SignedFields, openKey: string, fieldCase: 'camel' | 'pascal'): string {
  const base = Object.entries(fields)
    .map(([name, value]) => [fieldCase === 'pascal' ? pascal(name) : name, String(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return encodeURIComponent(createHmac('sha1', openKey).update(base, 'utf8').digest('base64'));
}

/** Compares without telling by its duration where the first difference is. */
export function sameToken(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
