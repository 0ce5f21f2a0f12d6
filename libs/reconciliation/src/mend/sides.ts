import type { RepairKind } from '#domain/repair.js';
import type { ComparedHour } from '../compare/compared-hour.js';
import type { ComparedLeg } from '../compare/compared-order.js';
import type { Repair } from './repair.js';

/** How an order stands with one vendor. Money as digits, times in ISO 8601. */
export interface Side {
  readonly accountId: string;
  /** Null: it is not there yet. */
  readonly legId: string | null;
  readonly vendorNo: string | null;
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly saleFen: string | null;
  /** As of when its vendor says so; null: it has never said anything. */
  readonly confirmedAt: string | null;
}

/** What is shown of a repair's subject before and after it: sides of an order, or sums of an hour. */
export type Shown = { readonly sides: readonly Side[] } | { readonly hour: HourSides };

export interface HourSides {
  readonly ledgerFen: string;
  readonly ledgerOrders: number;
  /** What its vendor has; null: nothing. */
  readonly reportedFen: string | null;
  readonly reportedOrders: number | null;
}

export const sidesOf = (legs: readonly ComparedLeg[]): Side[] =>
  legs.map(({ id, accountId, vendorNo, facts, confirmedAt }) => ({
    ...{ accountId, legId: id, vendorNo },
    payment: facts?.payment ?? null,
    fulfilment: facts?.fulfilment ?? null,
    saleFen: facts?.saleFen?.toString() ?? null,
    confirmedAt: confirmedAt.getTime() <= 0 ? null : confirmedAt.toISOString(),
  }));

export const hourSides = ({ ledger, accepted }: Pick<ComparedHour, 'ledger' | 'accepted'>): HourSides => ({
  ledgerFen: ledger.totalFen.toString(),
  ledgerOrders: ledger.orders,
  reportedFen: accepted?.totalFen.toString() ?? null,
  reportedOrders: accepted?.orders ?? null,
});

const STEP_AFTER: Partial<Readonly<Record<RepairKind, string>>> = {
  ship: 'shipped',
  complete: 'completed',
  cancel: 'cancelled',
};

/** What would be so after it; null: that is what it is to find out. */
export function afterRepair(
  { kind, accountId, legId }: Pick<Repair, 'kind' | 'accountId' | 'legId'>,
  before: Shown,
): Shown | null {
  if ('hour' in before) return { hour: reported(before.hour) };
  const step = STEP_AFTER[kind];
  const { sides } = before;
  if (step !== undefined)
    return { sides: sides.map((side) => (side.legId === legId ? { ...side, fulfilment: step } : side)) };
  if (kind !== 'place') return null;
  const placed = sides.find((side) => side.legId === legId);
  const there = { accountId, legId: null, vendorNo: null, confirmedAt: null };
  const { payment = null, saleFen = null } = placed ?? {};
  return { sides: [...sides, { ...there, payment, fulfilment: 'created', saleFen }] };
}

const reported = (hour: HourSides): HourSides => ({
  ...hour,
  reportedFen: hour.ledgerFen,
  reportedOrders: hour.ledgerOrders,
});
