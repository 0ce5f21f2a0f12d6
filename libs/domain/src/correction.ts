import type { FoldedLeg } from './leg.js';
import type { Fen } from './money.js';
import type { Amounts } from './order-observation.js';

/** What a person may state in place of the vendor. */
export const CORRECTED_FIELDS = ['saleFen', 'totalFen', 'paidFen', 'paidAt'] as const;
export type CorrectedField = (typeof CORRECTED_FIELDS)[number];

/** What a person states; null: nothing of that field. */
export interface StatedCorrection {
  readonly saleFen: Fen | null;
  readonly totalFen: Fen | null;
  readonly paidFen: Fen | null;
  readonly paidAt: Date | null;
}

/** A correction that nobody has withdrawn. */
export interface Correction extends StatedCorrection {
  readonly id: string;
  readonly statedAt: Date;
  /** Of the vendor's group that it corrects, empty where there was none; null where it states none of its fields. */
  readonly amountsDigest: string | null;
  readonly paymentDigest: string | null;
}

type Group = 'amounts' | 'payment';

const groupOf = (field: CorrectedField): Group => (field === 'paidAt' ? 'payment' : 'amounts');

export const digestInForce = (leg: FoldedLeg, group: Group): string => leg[group]?.digest ?? '';

/** What has become of a leg's corrections, field by field. */
export interface CorrectionStanding {
  /** The one that lies over what the vendor states. */
  readonly applied: ReadonlyMap<CorrectedField, Correction>;
  /** The newest of a field to which none applies: the vendor states something else by now. */
  readonly lapsed: ReadonlyMap<CorrectedField, Correction>;
}

/**
 * A correction applies while the vendor's group in force is the one that it corrected; of several the newest.
 * @param corrections of this leg, the oldest first
 */
export function correctionStanding(leg: FoldedLeg, corrections: readonly Correction[]): CorrectionStanding {
  const applied = new Map<CorrectedField, Correction>();
  const lapsed = new Map<CorrectedField, Correction>();
  for (const field of CORRECTED_FIELDS) {
    const stated = corrections.filter((one) => one[field] !== null);
    const inForce = stated.findLast((one) => corrects(one, groupOf(field), leg));
    const newest = stated.at(-1);
    if (inForce !== undefined) applied.set(field, inForce);
    else if (newest !== undefined) lapsed.set(field, newest);
  }
  return { applied, lapsed };
}

const corrects = (correction: Correction, group: Group, leg: FoldedLeg): boolean =>
  (group === 'amounts' ? correction.amountsDigest : correction.paymentDigest) === digestInForce(leg, group);

/** The leg as persons and its vendor together say it is; what the vendor states stays as it is beside it. */
export function correctedLeg(leg: FoldedLeg, { applied }: CorrectionStanding): FoldedLeg {
  const paidAt = applied.get('paidAt');
  const amounts = correctedAmounts(leg, applied);
  return {
    ...leg,
    ...(amounts === undefined ? {} : { amounts }),
    ...(paidAt === undefined || leg.payment === undefined
      ? {}
      : {
          payment: {
            ...leg.payment,
            ...laterOf(leg.payment, paidAt),
            value: { ...leg.payment.value, paidAt: paidAt.paidAt },
          },
        }),
  };
}

/** A person may know of a payment that the vendor's statement is older than. */
const laterOf = (version: { readonly asOf: Date }, { statedAt }: Correction): { asOf: Date } => ({
  asOf: version.asOf > statedAt ? version.asOf : statedAt,
});

const NO_AMOUNTS: Amounts = {
  ...{
    saleFen: null,
    totalFen: null,
    paidFen: null,
    discountFen: null,
    freightFen: null,
    packagingFen: null,
  },
  flags: [],
};

function correctedAmounts(leg: FoldedLeg, applied: CorrectionStanding['applied']): FoldedLeg['amounts'] {
  const [first] = (['saleFen', 'totalFen', 'paidFen'] as const).flatMap((field) => applied.get(field) ?? []);
  if (first === undefined) return leg.amounts;
  const version = leg.amounts ?? {
    ...{ asOf: first.statedAt, precedence: 0, key: '', digest: '' },
    value: NO_AMOUNTS,
  };
  return { ...version, value: { ...version.value, ...figuresOf(version.value, applied) } };
}

function figuresOf(stated: Amounts, applied: CorrectionStanding['applied']) {
  const saleFen = applied.get('saleFen')?.saleFen ?? stated.saleFen;
  // What was paid is what is sold, where the vendor has but one number for the two.
  const paidFen = stated.paidFen === stated.saleFen ? saleFen : stated.paidFen;
  return {
    saleFen,
    totalFen: applied.get('totalFen')?.totalFen ?? stated.totalFen,
    paidFen: applied.get('paidFen')?.paidFen ?? paidFen,
  };
}
