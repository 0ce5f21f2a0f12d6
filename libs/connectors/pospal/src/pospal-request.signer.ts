import type { HttpRequest } from '#connectors-core/transport.js';
import { signV1, signV2 } from './pospal.signer.js';

export interface Credentials {
  readonly appId: string;
  readonly appKey: string;
  readonly signatureVersion: number;
}

/**
 * One attempt. The body is put together once, as text, and these bytes are both signed and sent: no id
 * goes through a number.
 * @param path e.g. `orderOpenApi/shipOrder`, below the version's root
 * @param document JSON text of an object; the appId is put in front
 */
export function signedRequest(
  path: string,
  document: string,
  { appId, appKey, signatureVersion }: Credentials,
  vendorNow: Date,
): HttpRequest {
  const members = document.slice(1);
  const body = `{"appId":${JSON.stringify(appId)}${members === '}' ? '' : ','}${members}`;
  const timestamp = vendorNow.getTime().toString();
  const second = signatureVersion === 2;
  return {
    method: 'POST',
    path: `${second ? '/openinterface' : '/pospal-api2/openapi/v1'}/${path}`,
    headers: {
      'user-agent': 'openApi',
      'content-type': 'application/json; charset=utf-8',
      'accept-encoding': 'gzip,deflate',
      'time-stamp': timestamp,
      ...(second
        ? { appId, 'data-signature-v3': signV2(appId, appKey, timestamp, body) }
        : { 'data-signature': signV1(appKey, body) }),
    },
    body,
  };
}
