import type { Fen } from './money.js';

/** What of two legs that may be one order is held against each other. */
export interface LinkSide {
  readonly storeId: string | null;
  readonly saleFen: Fen | null;
  readonly totalFen: Fen | null;
  readonly placedAt: Date | null;
}

export const LINK_CONTRADICTIONS = ['store', 'amount', 'time'] as const;
export type LinkContradiction = (typeof LINK_CONTRADICTIONS)[number];

/** One order is not placed twice this far apart, whatever clock and whichever step a vendor calls placing. */
export const MOST_APART_MS = 36 * 3_600_000;

/** In what two legs cannot be one order. What one of them does not say contradicts nothing. */
export function contradictionsOf(one: LinkSide, other: LinkSide): readonly LinkContradiction[] {
  const found = {
    store: one.storeId !== null && other.storeId !== null && one.storeId !== other.storeId,
    amount: !mayBeSameAmount(one, other),
    time: isFarApart(one.placedAt, other.placedAt),
  };
  return LINK_CONTRADICTIONS.filter((what) => found[what]);
}

/** What one vendor calls the sale may be the total of another: who pays for a discount differs. */
function mayBeSameAmount(one: LinkSide, other: LinkSide): boolean {
  const [said, beside] = [amountsOf(one), amountsOf(other)];
  return said.length === 0 || beside.length === 0 || said.some((fen) => beside.includes(fen));
}

const amountsOf = ({ saleFen, totalFen }: LinkSide): Fen[] =>
  [saleFen, totalFen].filter((fen): fen is Fen => fen !== null);

const isFarApart = (one: Date | null, other: Date | null): boolean =>
  one !== null && other !== null && Math.abs(one.getTime() - other.getTime()) > MOST_APART_MS;
