import { randomUUID } from 'node:crypto';
import type { Account, ConnectorLimits } from '#connectors-core/connector.js';
import type { Call, HttpAnswer, HttpRequest, Transport } from '#connectors-core/transport.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { compactTime, GATEWAY_PATH } from './ovopark.schema.js';
import { ovoparkSignature, trimmed } from './ovopark.signer.js';
import type { OvoparkParams } from './ovopark.signer.js';

/** The vendor publishes no limit for this method: modest, a report per store and hour is little. */
export const LIMITS: ConnectorLimits = { requestsPerSecond: 5, concurrency: 2 };

export interface Operation<T> {
  readonly method: string;
  readonly version: string;
  readonly effect: Call<T>['effect'];
  readonly params: OvoparkParams;
  /** @throws ConnectorError for the vendor's own failures */
  readonly read: (answer: HttpAnswer) => T;
}

/** Signs and sends; what an answer means is the operation's own matter. */
export class OvoparkClient {
  constructor(private readonly transport: Transport) {}

  /** @throws ConnectorError */
  async call<T>(operation: Operation<T>, account: Account<OvoparkConfig>): Promise<T> {
    const { value } = await this.transport.call(account, LIMITS, {
      operation: operation.method,
      effect: operation.effect,
      build: (now) => signedForm(operation, account.config, now),
      read: operation.read,
    });
    return value;
  }
}

/** One attempt: the text that is signed is the text that is sent, percent-encoded as UTF-8. */
function signedForm(
  { method, version, params }: Pick<Operation<unknown>, 'method' | 'version' | 'params'>,
  config: OvoparkConfig,
  now: Date,
): HttpRequest {
  const sent = trimmed({
    ...params,
    _aid: config.aid,
    _akey: config.akey,
    _mt: method,
    _sm: config.signatureMethod,
    _requestMode: config.requestModeText,
    _version: version,
    _timestamp: compactTime(now),
    _format: 'json',
    ...(config.sendNonce ? { _nonce: randomUUID() } : {}),
  });
  const form = { ...sent, _sig: ovoparkSignature(sent, config.secret, config.signatureMethod) };
  return {
    method: 'POST',
    path: GATEWAY_PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: Object.entries(form)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&'),
  };
}
