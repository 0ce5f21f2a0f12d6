import type { Fen } from '#domain/money.js';
import type { PARTS } from './effects.store.js';

/**
 * What a total is made of: total = gross − discount + freight + packaging + service + rounding − refund. Null, all of
 * them, where orders count of which nothing but the sum is known.
 */
export interface Parts {
  readonly grossFen: Fen | null;
  readonly discountFen: Fen | null;
  readonly freightFen: Fen | null;
  readonly packagingFen: Fen | null;
  readonly serviceFen: Fen | null;
  readonly roundingFen: Fen | null;
  readonly refundFen: Fen | null;
}

/** 64-bit integers come as text. */
export type DbParts = Readonly<Record<(typeof PARTS)[number], string | null>>;

const fen = (digits: string | null): Fen | null => (digits === null ? null : BigInt(digits));

export const fromDbParts = (row: DbParts): Parts => ({
  grossFen: fen(row.gross_fen),
  discountFen: fen(row.discount_fen),
  freightFen: fen(row.freight_fen),
  packagingFen: fen(row.packaging_fen),
  serviceFen: fen(row.service_fen),
  roundingFen: fen(row.rounding_fen),
  refundFen: fen(row.refund_fen),
});
