import { randomInt } from 'node:crypto';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Account } from '#connectors-core/account.js';
import type { ConnectorLimits, Reference } from '#connectors-core/connector.js';
import { readJson, readShape } from '#connectors-core/read-wire.js';
import { hide } from '#connectors-core/shown-words.js';
import type { CallResult, HttpAnswer, HttpRequest, Transport } from '#connectors-core/transport.js';
import { meaningOf, shownWords } from './zhimai.codes.js';
import type { Failure } from './zhimai.codes.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { readOrderDetail } from './zhimai-detail.reader.js';
import type { OrderDetail } from './zhimai-detail.reader.js';
import { API_PATH, envelope, ORDER_DETAIL } from './zhimai.schema.js';
import { signToken } from './zhimai.signer.js';

/** The vendor publishes no limit; its V3 clients run at about this. */
export const LIMITS: ConnectorLimits = { requestsPerSecond: 20, concurrency: 4 };

export type DetailAnswer =
  | { readonly found: true; readonly detail: OrderDetail }
  | {
      readonly found: false;
      readonly message: string;
      /** The vendor's code where nobody has documented what it means: it may well be “no such order”. */
      readonly undocumented: string | null;
    };

export class ZhimaiClient {
  constructor(private readonly transport: Transport) {}

  /**
   * One order as the vendor sees it now.
   * @throws ConnectorError
   */
  orderDetail(reference: Reference, account: Account<ZhimaiConfig>): Promise<CallResult<DetailAnswer>> {
    const bizType = reference.params?.['bizType'] ?? account.config.bizType.toString();
    const params = { orderNo: reference.vendorNo, bizType: Number(bizType) };
    return this.call(ORDER_DETAIL, params, account, (answer) =>
      readDetail(answer, reference.vendorNo, account.config),
    );
  }

  private call<T>(
    action: string,
    params: Readonly<Record<string, unknown>>,
    account: Account<ZhimaiConfig>,
    read: (answer: HttpAnswer) => T,
  ): Promise<CallResult<T>> {
    return this.transport.call(account, LIMITS, {
      operation: action,
      effect: 'read',
      build: (_now, vendorNow) => signedRequest(action, params, account.config, vendorNow),
      read,
    });
  }
}

/** The envelope is in Pascal case whatever the case of the signed names. A token serves one attempt. */
function signedRequest(
  action: string,
  params: Readonly<Record<string, unknown>>,
  { openId, grantCode, openKey, fieldCase, signAction }: ZhimaiConfig,
  now: Date,
): HttpRequest {
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  // 随机正整数: nine digits, which fit 32 bits on the other side.
  const nonce = randomInt(100_000_000, 1_000_000_000).toString();
  const token = signToken(
    { openId, grantCode, nonce, timestamp, ...(signAction ? { action } : {}) },
    openKey,
    fieldCase,
  );
  const body = { OpenId: openId, GrantCode: grantCode, Token: token, Timestamp: timestamp, Nonce: nonce };
  return {
    method: 'POST',
    path: API_PATH,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...body, Action: action, Params: params }),
  };
}

function readDetail(answer: HttpAnswer, orderNo: string, config: ZhimaiConfig): DetailAnswer {
  const { status, code, message, data } = readShape(envelope, readJson(answer));
  if (!status || code !== '0') return failed({ status, code, message: message ?? '' }, config);
  const detail = readOrderDetail(data);
  if (detail.orderNo === orderNo) return { found: true, detail };
  throw new ConnectorError('invalid_response', 'the answer is about another order than the one asked for');
}

/**
 * "Not found" is an answer, and so is a business code that no page and no setting names: whoever asked asks again
 * for a while, as for an order that is not there yet, and then shows it. Every other failure is thrown.
 */
function failed(failure: Failure, config: ZhimaiConfig): DetailAnswer {
  if (failure.status && failure.code === null) {
    throw new ConnectorError('invalid_response', 'the answer has neither a success code nor an error code');
  }
  const means = meaningOf(failure, config);
  const hidden = [config.openKey];
  const words = shownWords(failure, hidden);
  const vendorCode = failure.code === null ? undefined : hide(failure.code, hidden);
  if (means === 'not_found') return { found: false, message: words, undocumented: null };
  if (means === 'undocumented') return { found: false, message: words, undocumented: vendorCode ?? '' };
  throw new ConnectorError(means, `Zhimai answered: ${words}`, { vendorCode });
}
