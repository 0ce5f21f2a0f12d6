import { createHash } from 'node:crypto';

type Bytes = string | Uint8Array;

const upperMd5 = (...parts: readonly Bytes[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').toUpperCase();
};

/**
 * `data-signature` of a call of the V1 family and of every push: upper-case hex MD5 over the key and the
 * body's exact bytes. No timestamp is covered.
 */
export const pospalSignature = (appKey: string, body: Bytes): string => upperMd5(appKey, body);

/** `data-signature-v3` of a call of the V2 family: appId, key, the `time-stamp` header as sent, body. */
export const pospalSignatureV2 = (appId: string, appKey: string, timeStamp: string, body: Bytes): string =>
  upperMd5(appId, appKey, timeStamp, body);
