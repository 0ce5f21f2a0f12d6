import type { Account } from '#connectors-core/account.js';
import type { ConnectorLimits } from '#connectors-core/connector.js';
import type { Window } from '#connectors-core/source-pages.js';
import type { CallResult, HttpRequest, Transport } from '#connectors-core/transport.js';
import { readAnswer } from './suning-answer.reader.js';
import type { SuningConfig } from './suning.config.js';
import { boundsOf, pageOf } from './suning.listing.js';
import type { ListedPage } from './suning.listing.js';
import { GATEWAY_PATH, ORDER_STATUS_QUERY, PAGE_SIZE, toVendorTime, VERSION_NO } from './suning.schema.js';
import { signInfo } from './suning.signer.js';

/** Suning publishes no rate; of two at once nothing is known either: our own caution. */
export const limitsOf = ({ config }: Account<SuningConfig>): ConnectorLimits => ({
  requestsPerSecond: config.requestsPerSecond,
  concurrency: 2,
});

export interface Listing {
  readonly orderSource: string;
  /** Given the time on the vendor's clock, so that a check can ask for the last minute. */
  readonly window: (vendorNow: Date) => Window;
  /** From 1. */
  readonly pageNo: number;
  /** Rows on the pages before. */
  readonly listed: number;
}

/** In the page's order. Every value is text. */
type Fields = readonly (readonly [name: string, value: string])[];

export class SuningClient {
  constructor(private readonly transport: Transport) {}

  /**
   * One page of the orders of one order source.
   * @throws ConnectorError
   */
  statusPage(listing: Listing, account: Account<SuningConfig>): Promise<CallResult<ListedPage>> {
    const { config } = account;
    const context = { listed: listing.listed, hidden: secretsOf(config) };
    return this.transport.call(account, limitsOf(account), {
      operation: ORDER_STATUS_QUERY,
      effect: 'read',
      once: config.quotaCalls !== undefined,
      // The vendor's clock where the transport tells it: the signed time may be 10 minutes off at most.
      build: (_now, vendorNow) => signedRequest(fieldsOf(listing, config, vendorNow), config, vendorNow),
      read: (answer) => pageOf(readAnswer(answer), listing.pageNo, context),
    });
  }
}

/** What an answer may repeat of a request, and nobody is to read. */
const secretsOf = ({ appKey, appSecret, accessToken }: SuningConfig): readonly string[] =>
  [appKey, appSecret, accessToken].filter((value) => value !== undefined);

function fieldsOf({ orderSource, window, pageNo }: Listing, { queryType }: SuningConfig, now: Date): Fields {
  const { from, to } = boundsOf(window(now));
  return [
    ['orderSource', orderSource],
    ['startTime', toVendorTime(from)],
    ['endTime', toVendorTime(to)],
    ['queryType', queryType],
    ['pageSize', PAGE_SIZE.toString()],
    ['pageNo', pageNo.toString()],
  ];
}

function signedRequest(fields: Fields, config: SuningConfig, at: Date): HttpRequest {
  const { appKey, appSecret, accessToken, format } = config;
  const body = Buffer.from(format === 'xml' ? xmlBody(fields) : jsonBody(fields));
  const appRequestTime = toVendorTime(at);
  const signed = { appMethod: ORDER_STATUS_QUERY, appRequestTime, appKey, versionNo: VERSION_NO, body };
  return {
    method: 'POST',
    path: GATEWAY_PATH,
    headers: {
      'Content-Type': `${format === 'xml' ? 'text/xml' : 'application/json'};charset=UTF-8`,
      AppMethod: ORDER_STATUS_QUERY,
      AppRequestTime: appRequestTime,
      AppKey: appKey,
      VersionNo: VERSION_NO,
      Format: format,
      signInfo: signInfo(signed, appSecret),
      ...(accessToken === undefined ? {} : { access_token: accessToken }),
    },
    body,
  };
}

const jsonBody = (fields: Fields): string =>
  JSON.stringify({ sn_request: { sn_body: { queryOrderStatus: Object.fromEntries(fields) } } });

/** The values are digits, times and codes of ours: there is nothing in them that XML would want escaped. */
function xmlBody(fields: Fields): string {
  const elements = fields.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return `<sn_request><sn_body><queryOrderStatus>${elements}</queryOrderStatus></sn_body></sn_request>`;
}
