import { createHash, timingSafeEqual } from 'node:crypto';

const upperMd5 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').toUpperCase();
};

/** `data-signature`: upper MD5 of appKey and body, outer spaces of both cut. The time is not covered. */
export const signV1 = (appKey: string, body: string): string => upperMd5(appKey.trim(), body.trim());

/** `data-signature-v3` of the V2 family: the appId, the key and the `time-stamp` header stand before the body. */
export const signV2 = (appId: string, appKey: string, timestamp: string, body: string): string =>
  upperMd5(appId, appKey, timestamp, body);

/** Whether a notification's `data-signature` is right for exactly these bytes; takes equally long either way. */
export function isPushSignature(signature: string, appKey: string, rawBody: Buffer): boolean {
  const expected = Buffer.from(upperMd5(appKey.trim(), rawBody));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
