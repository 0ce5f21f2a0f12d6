import { randomUUID } from 'node:crypto';
import type { Account } from '#connectors-core/account.js';
import type { ConnectorLimits } from '#connectors-core/connector.js';
import type { Call, CallResult, HttpAnswer, HttpRequest, Transport } from '#connectors-core/transport.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { OvoparkDating } from './ovopark.dating.js';
import { compactTime, GATEWAY_PATH } from './ovopark.schema.js';
import { ovoparkSignature, trimmed } from './ovopark.signer.js';
import type { OvoparkParams } from './ovopark.signer.js';

/** The vendor publishes no rate: modest, because a report and a window per store and hour are little. */
export const LIMITS: ConnectorLimits = { requestsPerSecond: 5, concurrency: 2 };

export interface Operation<T> {
  readonly method: string;
  readonly version: string;
  readonly effect: Call<T>['effect'];
  readonly once?: boolean;
  readonly writeBefore?: Date;
  readonly params: OvoparkParams;
  /** Further headers, made anew for each attempt, given our time. @throws ConnectorError when it must not be sent */
  readonly headers?: (now: Date) => Readonly<Record<string, string>>;
  /** @throws ConnectorError for the vendor's own failures */
  readonly read: (answer: HttpAnswer) => T;
}

/** Signs and sends; what an answer means is the operation's own matter. */
export class OvoparkClient {
  private readonly dating = new OvoparkDating();

  constructor(private readonly transport: Transport) {}

  /** @throws ConnectorError */
  call<T>(operation: Operation<T>, account: Account<OvoparkConfig>): Promise<CallResult<T>> {
    return this.transport.call(account, LIMITS, {
      operation: operation.method,
      effect: operation.effect,
      once: operation.once ?? false,
      ...(operation.writeBefore === undefined ? {} : { writeBefore: operation.writeBefore }),
      build: (now, vendorNow) =>
        signedForm(operation, account.config, { now, vendorNow, dating: this.dating }),
      read: operation.read,
    });
  }
}

/**
 * One attempt: the text that is signed is the text that is sent, percent-encoded as UTF-8. Its timestamp is
 * judged by the vendor's clock (code 16), so it is that clock's.
 */
function signedForm(
  { method, version, params, headers }: Pick<Operation<unknown>, 'method' | 'version' | 'params' | 'headers'>,
  config: OvoparkConfig,
  { now, vendorNow, dating }: { now: Date; vendorNow: Date; dating: OvoparkDating },
): HttpRequest {
  const undated = trimmed({
    ...params,
    _aid: config.aid,
    _akey: config.akey,
    _mt: method,
    _sm: config.signatureMethod,
    _requestMode: config.requestModeText,
    _version: version,
    _format: 'json',
    ...(config.sendNonce ? { _nonce: randomUUID() } : {}),
  });
  const sent = { ...undated, _timestamp: compactTime(dating.date(JSON.stringify(undated), vendorNow)) };
  const form = { ...sent, _sig: ovoparkSignature(sent, config.secret, config.signatureMethod) };
  return {
    method: 'POST',
    path: GATEWAY_PATH,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      ...headers?.(now),
    },
    body: Object.entries(form)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&'),
  };
}
