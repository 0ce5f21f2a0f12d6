import type { Fen } from './money.js';
import { distinctRefunds, isWhollyRefunded, paidFen, refundedFen } from './refund.js';
import { type KnownLeg, refundTime, whollyRefundedSince } from './sale-time.js';

/** Money that went back, as far as it counts. */
export interface CountedRefund {
  readonly at: Date;
  readonly fen: Fen;
}

/**
 * What refunds take off an order that sells, each at its instant. What is refunded of parts that do not count does not
 * count: of R refunded, P paid and C counted it is min(R, C), and what goes beyond P, spread over the refunds as they
 * follow each other. Once all has gone back it is all that counted. A state without amounts counts when it says that.
 * @param countedFen what the order sells, by its rule set
 */
export function countedRefunds(leg: KnownLeg, countedFen: Fen): CountedRefund[] {
  const { money, isWhole } = moneyBack(leg);
  const paid = paidFen(leg.folded) ?? 0n;
  const counted: CountedRefund[] = [];
  let [sum, taken] = [0n, 0n];
  for (const [at, one] of money.entries()) {
    sum += one.fen;
    const isLast = at === money.length - 1;
    const next = takenOff(sum, paid, countedFen, isLast && isWhole);
    if (next !== taken) counted.push({ at: one.at, fen: next - taken });
    taken = next;
  }
  return counted;
}

function takenOff(refunded: Fen, paid: Fen, counted: Fen, isWhole: boolean): Fen {
  const beyond = refunded > paid ? refunded - paid : 0n;
  return (isWhole ? counted : least(refunded, counted > 0n ? counted : 0n)) + beyond;
}

const least = (a: Fen, b: Fen): Fen => (a < b ? a : b);

/** All money that went back, the earliest first: what is listed, and what the vendor says went back besides. */
function moneyBack(leg: KnownLeg): { readonly money: readonly CountedRefund[]; readonly isWhole: boolean } {
  const { folded } = leg;
  const since = isWhollyRefunded(folded) ? whollyRefundedSince(folded) : null;
  const refunds = folded.afterSale?.value.refunds ?? [];
  const listed = distinctRefunds(refunds).map((refund) => ({
    ...{ id: refund.id, fen: refund.amountFen, at: refundTime(refund, leg, since).at },
  }));
  listed.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const [sum, paid] = [refundedFen(refunds), paidFen(folded) ?? 0n];
  if (sum > 0n && sum >= paid) return { money: listed, isWhole: true };
  if (since === null) return { money: listed, isWhole: false };
  const rest = { at: since, fen: paid - sum };
  const [before, after] = [listed.filter(({ at }) => at <= since), listed.filter(({ at }) => at > since)];
  return { money: [...before, rest, ...after], isWhole: true };
}

/** Some money is said to have gone back, and nobody says how much. */
export const isRefundWithoutAmount = ({ folded }: KnownLeg): boolean =>
  folded.afterSale?.value.state === 'partly_refunded' &&
  !isWhollyRefunded(folded) &&
  refundedFen(folded.afterSale.value.refunds) === 0n;
