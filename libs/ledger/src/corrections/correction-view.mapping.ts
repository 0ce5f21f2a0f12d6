import type { Prisma } from '#database/generated/client.js';
import {
  type CorrectedField,
  type Correction,
  correctionStanding,
  type StatedCorrection,
} from '#domain/correction.js';
import type { FoldedLeg } from '#domain/leg.js';

/**
 * `applies`: at least one of its fields lies over the vendor's; `lapsed`: the vendor states something else by now, and
 * nobody has corrected that; `replaced`: a later one applies in its place.
 */
export type CorrectionState = 'applies' | 'lapsed' | 'replaced' | 'withdrawn';

export interface CorrectionView extends StatedCorrection {
  readonly id: string;
  readonly legId: string;
  readonly reason: string;
  readonly statedBy: string;
  readonly statedAt: Date;
  readonly state: CorrectionState;
  /** The fields that lie over the vendor's. */
  readonly applied: readonly CorrectedField[];
  readonly withdrawal: { readonly by: string; readonly reason: string; readonly at: Date } | null;
}

export const WITH_WITHDRAWALS = {
  orderBy: { id: 'asc' },
  include: { withdrawal: true },
} satisfies Prisma.Leg$correctionsArgs;

type CorrectionRow = Prisma.CorrectionGetPayload<{ include: { withdrawal: true } }>;

/** @param rows of this leg, the oldest first */
export function toCorrectionViews(leg: FoldedLeg, rows: readonly CorrectionRow[]): CorrectionView[] {
  const standing = correctionStanding(
    leg,
    rows.filter(({ withdrawal }) => withdrawal === null).map(toCorrection),
  );
  const of = (fields: ReadonlyMap<CorrectedField, Correction>, id: string): CorrectedField[] =>
    [...fields].flatMap(([field, correction]) => (correction.id === id ? [field] : []));
  return rows.map((row) => {
    const applied = of(standing.applied, row.id);
    const state = stateOf(row, applied, of(standing.lapsed, row.id));
    return { ...toView(row), applied, state };
  });
}

function stateOf(
  { withdrawal }: CorrectionRow,
  applied: readonly CorrectedField[],
  lapsed: readonly CorrectedField[],
): CorrectionState {
  if (withdrawal !== null) return 'withdrawn';
  if (applied.length > 0) return 'applies';
  return lapsed.length > 0 ? 'lapsed' : 'replaced';
}

const toCorrection = ({ id, statedAt, amountsDigest, paymentDigest, ...row }: CorrectionRow): Correction => ({
  ...{ id, statedAt, amountsDigest, paymentDigest, ...toStated(row) },
});

const toStated = ({ saleFen, totalFen, paidFen, paidAt }: StatedCorrection): StatedCorrection => ({
  ...{ saleFen, totalFen, paidFen, paidAt },
});

const toView = (row: CorrectionRow): Omit<CorrectionView, 'state' | 'applied'> => ({
  ...{ id: row.id, legId: row.legId, ...toStated(row) },
  ...{ reason: row.reason, statedBy: row.statedBy, statedAt: row.statedAt },
  withdrawal: row.withdrawal && {
    ...{ by: row.withdrawal.withdrawnBy, reason: row.withdrawal.reason, at: row.withdrawal.withdrawnAt },
  },
});
