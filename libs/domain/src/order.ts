import { type Correction, correctedLeg, correctionStanding } from './correction.js';
import { type Flag, flag } from './flag.js';
import type { Fen } from './money.js';
import {
  type AfterSaleState,
  type FulfilmentState,
  orderStatus,
  type OrderStatus,
  type PaymentState,
} from './order-status.js';
import { afterSaleOf, paymentOf } from './refund.js';
import { type Posting, postingsOf } from './posting.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';
import { legFlags, type Sale, saleOf } from './sale.js';
import type { KnownLeg } from './sale-time.js';

/** Which leg of an order sells: rank 0 before rank 1, null never. */
export type SellRank = 0 | 1 | null;

export interface OrderLeg extends KnownLeg {
  readonly id: string;
  readonly sellRank: SellRank;
  readonly storeId: string | null;
  /** What is wrong with its number, as a flag. */
  readonly numberFlag?: Flag | null;
  /** What people state in place of its vendor, the oldest first; absent: nothing. */
  readonly corrections?: readonly Correction[];
}

/** An order as its legs together say it is. */
export interface FoldedOrder {
  readonly storeId: string | null;
  readonly status: OrderStatus;
  readonly payment: PaymentState;
  readonly fulfilment: FulfilmentState;
  readonly afterSale: AfterSaleState;
  readonly placedAt: Date | null;
  readonly totalFen: Fen | null;
  readonly sale: Sale | null;
  /** Which rule set of its store it follows; null where it belongs to no store. */
  readonly ruleVersion: number | null;
  /** What it adds to the hours of its store. */
  readonly postings: readonly Posting[];
  readonly flags: readonly Flag[];
}

/**
 * The order follows its leading leg: the one that sells, else the first by id. Legs are never mixed:
 * a sale counts once, from one leg. Without any leg (they were all linked elsewhere) nothing is known
 * of it and nothing is sold.
 * @param rulesOf what counts in the store's hours, of an order of that time
 */
export function foldOrder(legs: readonly OrderLeg[], rulesOf: RulesOf = () => DEFAULT_RULE_SET): FoldedOrder {
  const [first] = [...legs].sort(byLead);
  const leading = first && correctedOrderLeg(first);
  const folded = leading?.folded ?? {};
  const payment = paymentOf(folded);
  const fulfilment = folded.fulfilment?.value.state ?? 'unknown';
  const rules = leading === undefined ? DEFAULT_RULE_SET : rulesFor(leading, rulesOf);
  const sale = leading === undefined || leading.sellRank === null ? null : saleOf(leading, rules);
  return {
    storeId: leading?.storeId ?? null,
    status: orderStatus(payment, fulfilment),
    payment,
    fulfilment,
    afterSale: afterSaleOf(folded),
    placedAt: folded.placement?.value.placedAt ?? null,
    totalFen: folded.amounts?.value.totalFen ?? folded.amounts?.value.saleFen ?? null,
    sale,
    ruleVersion: leading?.storeId == null ? null : rules.version,
    postings: leading === undefined ? [] : orderPostings(leading, sale, rules),
    flags: [
      ...(leading === undefined
        ? []
        : [...legFlags(leading, rules), ...leading.lapsed, ...storeFlags(leading)]),
      ...numberFlags(legs),
    ],
  };
}

/** What counts in a store's hours, by the time of the order. */
export type RulesOf = (storeId: string, orderAt: Date) => RuleSet;

/** Of an order that belongs to no store, what counts where nobody has stated anything. */
const rulesFor = (leading: OrderLeg, rulesOf: RulesOf): RuleSet =>
  leading.storeId === null ? DEFAULT_RULE_SET : rulesOf(leading.storeId, orderTime(leading));

const orderPostings = (leading: OrderLeg, sale: Sale | null, rules: RuleSet): Posting[] =>
  leading.storeId === null ? [] : postingsOf(leading, sale, leading.storeId, rules);

/** By which its rule set is found, whatever hour that puts it in. */
const orderTime = ({ folded, createdAt }: KnownLeg): Date =>
  folded.placement?.value.placedAt ?? folded.payment?.value.paidAt ?? createdAt;

const numberFlags = (legs: readonly OrderLeg[]): Flag[] =>
  legs.flatMap(({ numberFlag = null }) => (numberFlag === null ? [] : [numberFlag]));

/** An order that belongs to no store counts in no hour of any. */
function storeFlags({ storeId, sellRank, folded }: OrderLeg): Flag[] {
  if (storeId !== null || folded.placement === undefined) return [];
  const code = folded.placement.value.vendorStoreId;
  if (code !== null) return [flag('unknown_store', code)];
  return sellRank === null ? [] : ['no_store'];
}

function correctedOrderLeg(leg: OrderLeg): OrderLeg & { readonly lapsed: readonly Flag[] } {
  const standing = correctionStanding(leg.folded, leg.corrections ?? []);
  const lapsed = [...standing.lapsed.keys()].map((field) => flag('correction_lapsed', field));
  return { ...leg, folded: correctedLeg(leg.folded, standing), lapsed };
}

/** A leg of which nothing is known yet, only that it is there, leads nobody who has something to say. */
const byLead = (a: OrderLeg, b: OrderLeg): number =>
  Number(isSilent(a)) - Number(isSilent(b)) ||
  (a.sellRank ?? 2) - (b.sellRank ?? 2) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const isSilent = ({ folded }: OrderLeg): boolean => Object.keys(folded).length === 0;
