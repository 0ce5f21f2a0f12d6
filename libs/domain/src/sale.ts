import { type Flag, flag } from './flag.js';
import { type FoldedLeg, isRivalled } from './leg.js';
import type { LineCounts } from './line-counts.js';
import type { Fen } from './money.js';
import { isOfOrigin } from './origin.js';
import { refundFlags } from './refund.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';
import { countedFen } from './sale-parts.js';
import { type KnownLeg, saleTime } from './sale-time.js';
import { saleFlags } from './sale-flags.js';
import { unknownWords } from './unknown-words.js';

/** What a leg sells, and in which instant's hour it counts. */
export interface Sale extends LineCounts {
  readonly saleAt: Date;
  readonly saleFen: Fen;
}

/**
 * A leg sells when its payment is paid or refunded and it is not cancelled; an unknown fulfilment and any after-sale
 * state hold up no sale. A refund, however it is told, is money that goes back later: it leaves the sale in the hour
 * in which it was sold. When that is, and how much of it counts, the rule set says.
 */
export function saleOf(leg: KnownLeg, rules: RuleSet = DEFAULT_RULE_SET): Sale | null {
  const { amounts, lines } = leg.folded;
  const saleFen = amounts?.value.saleFen ?? null;
  if (amounts === undefined || saleFen === null || !mayCount(leg.folded, rules)) return null;
  const time = saleTime(leg, rules.countedBy);
  if (time === null) return null;
  const { items, lines: counted } = lines?.value ?? { items: 0, lines: 0 };
  return { saleAt: time.at, saleFen: countedFen(saleFen, amounts.value, rules), items, lines: counted };
}

function hasSold({ payment, fulfilment }: FoldedLeg): boolean {
  const state = payment?.value.state;
  return (state === 'paid' || state === 'refunded') && fulfilment?.value.state !== 'cancelled';
}

const mayCount = (folded: FoldedLeg, { excludedSources }: RuleSet): boolean =>
  hasSold(folded) &&
  (excludedSources.length === 0 || !isOfOrigin(folded.placement?.value.origin ?? {}, excludedSources));

/** What a person should look at: it may be why an hour is not what somebody expects. */
export const legFlags = (leg: KnownLeg, rules: RuleSet = DEFAULT_RULE_SET): Flag[] => [
  ...(leg.folded.amounts?.value.flags ?? []),
  ...(leg.folded.placement?.value.flags ?? []),
  ...(mayCount(leg.folded, rules) ? saleFlags(leg, rules) : []),
  ...refundFlags(leg.folded),
  ...timeFlags(leg.folded),
  ...unknownWords(leg.folded).map(({ code, word }) => flag(code, word)),
  ...(isRivalled(leg.folded) ? [flag('same_instant')] : []),
];

function timeFlags({ fulfilment, placement }: FoldedLeg): Flag[] {
  const [completedAt, placedAt] = [fulfilment?.value.completedAt, placement?.value.placedAt];
  return completedAt != null && placedAt != null && completedAt < placedAt
    ? [flag('completed_before_placed')]
    : [];
}
