import { createHash } from 'node:crypto';

/** What is signed besides the secret. */
export interface SignedCall {
  readonly appMethod: string;
  readonly appRequestTime: string;
  readonly appKey: string;
  readonly versionNo: string;
  /** Exactly as sent. */
  readonly body: Buffer;
}

/** Lower-case hex of MD5 over the six parts, without separators, the body in base64. */
export function suningSignature(call: SignedCall, appSecret: string): string {
  const { appMethod, appRequestTime, appKey, versionNo, body } = call;
  return createHash('md5')
    .update(appSecret + appMethod + appRequestTime + appKey + versionNo + body.toString('base64'), 'utf8')
    .digest('hex');
}
