import { z } from 'zod';
import { chinaText } from '../china-time.js';
import { rawNumber } from '../exact-json.js';
import { bulkFields } from '../history.js';
import { digits, vendorTime, yuan } from '../input.js';
import type { PospalOrder } from '../pospal/pospal-order.js';
import { seededRandom } from '../random.js';
import { visibleAfter } from '../timeline.js';
import { yuanOfFen } from '../yuan.js';
import type { OvoparkEnterprise, OvoparkShop } from './ovopark-enterprises.js';

/** A till receipt that Ovopark believes in. */
export interface OvoparkTicket extends OvoparkShop {
  readonly akey: string;
  /** Unique in its store. */
  readonly ticketId: string;
  /** Epoch ms. */
  readonly at: number;
  readonly totalFen: number;
  readonly madeAt: number;
  readonly visibleFrom: number;
}

const shortText = z.string().min(1).max(64);

const visibleAfterMs = z.int().min(0).max(86_400_000).optional();
const store = {
  akey: z.string().min(1),
  depId: digits.optional(),
  shopId: shortText.optional(),
};

export const ticketInput = z.strictObject({
  ...store,
  ticketId: shortText.optional(),
  ticketTime: vendorTime.optional(),
  total: yuan.default(2_500),
  /** Exactly so long; without it a random time up to the enterprise's setting. */
  visibleAfterMs,
});
export type TicketInput = z.output<typeof ticketInput>;

const { count, seed } = bulkFields;

export const ticketBulkInput = z.strictObject({
  ...store,
  ...{ count, seed },
  /** Their time is spread over [from, to]; without them all are of now. */
  from: vendorTime.optional(),
  to: vendorTime.optional(),
});
export type TicketBulkInput = z.output<typeof ticketBulkInput>;

export const ticketChangeInput = z.strictObject({
  ticketTime: vendorTime.optional(),
  total: yuan.optional(),
  /** Takes the ticket away. */
  remove: z.literal(true).optional(),
});

/** The same share of `longest` for the same ticket. */
export const delayOf = (ticketId: string, longest: number): number =>
  Math.floor(seededRandom(ticketId)() * (longest + 1));

/** A till's order as the store's ticket, of the moment at which the till took it: an order may have been placed long before. */
export function ticketOfTill(
  order: PospalOrder,
  { depId, shopId }: OvoparkShop,
  { akey, visibleAfterMs: longest }: OvoparkEnterprise,
): OvoparkTicket {
  const { orderNo: ticketId, totalFen, madeAt } = order;
  const visibleFrom = visibleAfter(madeAt, madeAt, delayOf(ticketId, longest));
  return { akey, depId, shopId, ticketId, at: madeAt, totalFen, madeAt, visibleFrom };
}

/**
 * One row of searchPos. The names of the upload method's fields: that the search repeats them
 * is a guess.
 * @param asText numbers as text
 */
export function ticketJson(ticket: OvoparkTicket, { enterpriseId }: OvoparkEnterprise, asText: boolean) {
  const number = (digitsOrYuan: string): unknown => (asText ? digitsOrYuan : rawNumber(digitsOrYuan));
  return {
    enterpriseId: number(enterpriseId),
    depId: number(ticket.depId),
    shopId: ticket.shopId,
    ticketId: ticket.ticketId,
    ticketTimeStr: chinaText(ticket.at),
    total: number(yuanOfFen(ticket.totalFen)),
    machineId: `M${ticket.depId}`,
    cashierId: '01',
    cashierName: '收银员',
  };
}
