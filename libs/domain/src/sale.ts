import { type Flag, flag } from './flag.js';
import { type FoldedLeg, isRivalled } from './leg.js';
import type { LineCounts } from './line-counts.js';
import type { Fen } from './money.js';
import { unknownWords } from './unknown-words.js';

/** What a leg sells, and in which instant's hour it counts. */
export interface Sale extends LineCounts {
  readonly saleAt: Date;
  readonly saleFen: Fen;
}

/**
 * A leg sells when its payment is `paid` and it is not cancelled; an unknown fulfilment and any after-sale
 * state hold up no sale. A payment that the vendor calls refunded sells nothing any more. Counts at the pay
 * time, or at the placing where the vendor gives no pay time.
 */
export function saleOf(leg: FoldedLeg): Sale | null {
  const saleAt = leg.payment?.value.paidAt ?? leg.placement?.value.placedAt ?? null;
  const saleFen = leg.amounts?.value.saleFen ?? null;
  if (!isPaid(leg) || saleAt === null || saleFen === null) return null;
  return { saleAt, saleFen, ...(leg.lines?.value ?? { items: 0, lines: 0 }) };
}

const isPaid = (leg: FoldedLeg): boolean =>
  leg.payment?.value.state === 'paid' && leg.fulfilment?.value.state !== 'cancelled';

/** What a person should look at: it may be why an hour is not what somebody expects. */
export function legFlags(leg: FoldedLeg): Flag[] {
  const flags = [...(leg.amounts?.value.flags ?? [])];
  if (isPaid(leg)) {
    if (leg.amounts?.value.saleFen == null) flags.push('paid_without_amount');
    if (leg.payment?.value.paidAt == null) flags.push('paid_without_pay_time');
    if (leg.payment?.value.paidAt == null && leg.placement?.value.placedAt == null)
      flags.push('sale_without_time');
  }
  flags.push(...unknownWords(leg).map(({ code, word }) => flag(code, word)));
  if (isRivalled(leg)) flags.push('same_instant');
  return flags;
}
