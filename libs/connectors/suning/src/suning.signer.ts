import { createHash } from 'node:crypto';

export interface SignedRequest {
  /** E.g. `suning.fourps.orderstatus.query`. */
  readonly appMethod: string;
  /** `yyyy-MM-dd HH:mm:ss` on the vendor's clock, as the header says it. */
  readonly appRequestTime: string;
  readonly appKey: string;
  readonly versionNo: string;
  /** Exactly the bytes that are sent. */
  readonly body: Buffer;
}

/**
 * The header `signInfo`: MD5 as 32 lower-case hex digits over secret, method, time, key, version and the
 * body in base64, joined by nothing (page, description of signInfo).
 */
export function signInfo(request: SignedRequest, appSecret: string): string {
  const { appMethod, appRequestTime, appKey, versionNo, body } = request;
  return createHash('md5')
    .update(appSecret + appMethod + appRequestTime + appKey + versionNo + body.toString('base64'))
    .digest('hex');
}
