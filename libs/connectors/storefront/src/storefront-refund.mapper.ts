import { type Flag, flag } from '#domain/flag.js';
import type { AfterSale, Refund } from '#domain/order-observation.js';
import type { AfterSaleState, Stated } from '#domain/order-status.js';
import { distinctRefunds, refundedFen, refundState } from '#domain/refund.js';
import { AFTER_SALE_RANKS } from '#domain/statement-key.js';
import type { StorefrontDocument } from './storefront.schema.js';
import { afterSaleOf, saysPartlyRefunded } from './storefront-words.schema.js';

/** The same refund in two lines of the list is one refund. */
export function toAfterSale({ refunds, paidFen, afterSale, payment }: StorefrontDocument): AfterSale {
  const word = afterSale || (saysPartlyRefunded(payment) ? payment : null);
  const listed = distinctRefunds((refunds ?? []).map(toRefund));
  const state = refundState(refundedFen(listed), paidFen);
  return {
    ...(word === null ? { state, raw: null } : further(afterSaleOf(word), state)),
    refunds: listed,
  };
}

/** Refunds that are listed happened, whatever the word beside them says; a word that nobody knows is not passed over. */
const further = (stated: Stated<AfterSaleState>, listed: AfterSaleState): Stated<AfterSaleState> =>
  stated.state === 'unknown' || AFTER_SALE_RANKS[stated.state] >= AFTER_SALE_RANKS[listed]
    ? stated
    : { state: listed, raw: stated.raw };

type ListedRefund = NonNullable<StorefrontDocument['refunds']>[number];

const toRefund = ({ id, amountFen, at }: ListedRefund): Refund => ({ id, amountFen, refundedAt: at ?? null });

/** One refund under two amounts: which of them is right, the shop knows. */
export function refundFlags({ refunds }: StorefrontDocument): readonly Flag[] {
  const last = new Map(refunds?.map(({ id, amountFen }) => [id, amountFen]));
  const twice = (refunds ?? []).filter(({ id, amountFen }) => last.get(id) !== amountFen);
  return [...new Set(twice.map(({ id }) => flag('refund_stated_twice', id)))];
}
