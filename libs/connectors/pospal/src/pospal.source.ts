import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Account } from '#connectors-core/account.js';
import type { AccountCheck, Fetched, Reference, Source } from '#connectors-core/connector.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { toObservation, toStanding } from './pospal.mapper.js';
import { PospalPages } from './pospal-pages.source.js';

const ORDER_ID = /^\d{1,19}$/;
const MINUTE_MS = 60_000;

export class PospalSource implements Source {
  readonly pages: PospalPages;

  constructor(private readonly client: PospalClient) {
    this.pages = new PospalPages(client);
  }

  /** By number, or by Pospal's own id where the reference has one (`params.id`, digits). */
  async fetch({ vendorNo, params }: Reference, account: Account<PospalConfig>): Promise<Fetched> {
    const id = params?.['id'];
    const { value, sentAt, body } = await (id === undefined
      ? this.client.orderByNo(vendorNo, account)
      : this.byId(id, account));
    if (!value.found) return value;
    if (id === undefined) refuseOther(value.order.orderNo, vendorNo);
    return {
      found: true,
      observation: toObservation(value.order, { asOf: sentAt, config: account.config }),
      rawBody: body,
    };
  }

  async standing({ vendorNo }: Reference, account: Account<PospalConfig>): Promise<Fetched> {
    const { value, sentAt: asOf, body: rawBody } = await this.client.standingByNo(vendorNo, account);
    if (!value.found) return value;
    refuseOther(value.orderNo, vendorNo);
    const { config } = account;
    const { order } = value;
    const observation =
      order === null ? toStanding(value, { asOf, config }) : toObservation(order, { asOf, config });
    return { found: true, observation, rawBody };
  }

  private byId(id: string, account: Account<PospalConfig>): ReturnType<PospalClient['orderById']> {
    if (ORDER_ID.test(id)) return this.client.orderById(BigInt(id).toString(), account);
    throw new ConnectorError('unsupported', 'the order’s id must be digits');
  }

  /** Lists the last minute: a page, full or empty, shows that the credentials and the signature are taken. */
  async check(account: Account<PospalConfig>): Promise<AccountCheck> {
    const { value } = await this.client.orderPage(
      (now) => ({ from: new Date(now.getTime() - MINUTE_MS), to: now, after: null }),
      account,
    );
    return { message: `success: ${value.result.length.toString()} orders in the last minute` };
  }
}

function refuseOther(orderNo: string, asked: string): void {
  if (orderNo === asked) return;
  throw new ConnectorError('invalid_response', 'the answer is about another orderNo than the one asked for');
}
