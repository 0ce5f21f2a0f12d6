import type { Account } from '#connectors-core/account.js';
import type { AccountCheck, Fetched, Reference, Source } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ZhimaiClient } from './zhimai.client.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { toObservation } from './zhimai.mapper.js';

/** No real order has this number: the vendor's are long digits. */
const IMPOSSIBLE_ORDER_NO = '0';

export class ZhimaiSource implements Source {
  constructor(private readonly client: ZhimaiClient) {}

  async fetch(reference: Reference, account: Account<ZhimaiConfig>): Promise<Fetched> {
    const { value, sentAt, body } = await this.client.orderDetail(reference, account);
    if (!value.found) return { found: false, message: value.message };
    return {
      found: true,
      observation: toObservation(value.detail, { asOf: sentAt, config: account.config }),
      rawBody: body,
    };
  }

  /**
   * Asks for an order that cannot exist: "not found" shows that the signature and the grant are accepted. Whether
   * an undocumented code says the same only a person can tell.
   */
  async check(account: Account<ZhimaiConfig>): Promise<AccountCheck> {
    const { value } = await this.client.orderDetail({ vendorNo: IMPOSSIBLE_ORDER_NO }, account);
    if (value.found) return { message: 'the vendor answered' };
    if (value.undocumented === null) return { message: value.message };
    throw new ConnectorError(
      'rejected',
      `Zhimai answered: ${value.message}. If this says “no such order”, add the code to notFoundCodes.`,
      { vendorCode: value.undocumented },
    );
  }
}
