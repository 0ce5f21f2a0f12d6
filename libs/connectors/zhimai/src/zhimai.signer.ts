import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token covers; the business parameters are not among it. */
export interface TokenFields {
  readonly openId: string;
  readonly grantCode: string;
  readonly nonce: string;
  /** Epoch seconds, 10 digits. */
  readonly timestamp: string;
  /** Only where the account signs it. */
  readonly action?: string;
}

export const FIELD_CASES = ['camel', 'pascal'] as const;
export type FieldCase = (typeof FIELD_CASES)[number];

const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * The text that is signed: `k=v` joined by `&`, names sorted by code unit. Public evidence exists for
 * the lower-camel names without the action; the vendor's page on V2 signatures is not to be had.
 */
export function baseString(fields: TokenFields, fieldCase: FieldCase): string {
  return Object.entries(fields)
    .map(([name, value]): [string, string] => [
      fieldCase === 'camel' ? name : upperFirst(name),
      value as string,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function mac(fields: TokenFields, openKey: string, fieldCase: FieldCase): string {
  return createHmac('sha1', openKey).update(baseString(fields, fieldCase)).digest('base64');
}

/** The token as it travels in JSON: HMAC-SHA1 keyed by the openKey, base64, percent-encoded. */
export function signToken(fields: TokenFields, openKey: string, fieldCase: FieldCase): string {
  return encodeURIComponent(mac(fields, openKey, fieldCase));
}

/**
 * Whether the token, percent-encoded or plain base64, is ours in either casing. Both casings are always
 * computed and compared in constant time; which one a push uses is not documented.
 */
export function isToken(token: string, fields: TokenFields, openKey: string): boolean {
  const given = Buffer.from(decoded(token));
  let matches = false;
  for (const fieldCase of FIELD_CASES) {
    const expected = Buffer.from(mac(fields, openKey, fieldCase));
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}

/** Text is compared, not decoded bytes: Node's base64 decoder would take altered spellings for the same. */
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return '';
  }
}
