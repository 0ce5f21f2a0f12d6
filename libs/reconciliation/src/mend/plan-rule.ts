import type { RepairKind } from '#domain/repair.js';
import type { ComparedLeg } from '../compare/compared-order.js';
import { isUntold } from '../compare/standing.js';
import type { FetchStanding } from '#polling/refresh/refetch.service.js';
import type { Wait } from './repair-whys.js';

/** So old a plan is not acted on: every vendor is asked once more. */
export const PLAN_HOLDS_MS = 5 * 60_000;

/** Those that tell a vendor something rest on what all of them say just now; the others only look, or say what is known. */
const TELLS: ReadonlySet<RepairKind> = new Set(['place', 'ship', 'complete', 'cancel']);
export const asksFirst = (kind: RepairKind): boolean => TELLS.has(kind);

/** The word of a vendor that was asked; a call for that; or a list that is read again. */
type WaitsFor = Extract<Wait, `waits_for_${string}`>;

/** Whether every leg that can be asked for was confirmed since. */
export type Freshness =
  | { readonly is: 'fresh' }
  | { readonly is: 'waits'; readonly why: WaitsFor; readonly code?: string; readonly message?: string }
  | {
      readonly is: 'not_fetched';
      readonly legId: string | null;
      readonly code: string;
      readonly message: string;
    };

type AskedLeg = Pick<ComparedLeg, 'id' | 'confirmedAt'>;

/**
 * Of an order that was asked for at an instant. One leg that could not be fetched is enough that nothing is known. Only
 * what nobody but a receipt has ever told of may be gone: that its till does not find it says so.
 */
export function freshnessOf(
  legs: readonly AskedLeg[],
  standings: ReadonlyMap<string, FetchStanding>,
  askedAt: Date,
): Freshness {
  const each = legs.map((leg) => freshnessOfLeg(leg, standings.get(leg.id) ?? NOT_FETCHABLE, askedAt));
  return (
    each.find(({ is }) => is === 'not_fetched') ?? each.find(({ is }) => is === 'waits') ?? { is: 'fresh' }
  );
}

const NOT_FETCHABLE: FetchStanding = { is: 'not_fetchable' };

function freshnessOfLeg(leg: AskedLeg, standing: FetchStanding, askedAt: Date): Freshness {
  switch (standing.is) {
    case 'not_fetchable':
      return { is: 'fresh' };
    case 'confirmed':
      return standing.confirmedAt >= askedAt ? { is: 'fresh' } : { is: 'waits', why: 'waits_for_answer' };
    case 'waiting':
      return { is: 'waits', why: 'waits_for_calls', ...known(standing) };
    case 'failed': {
      const { code, message } = standing;
      if (code === 'not_found' && isUntold(leg)) return { is: 'fresh' };
      return { is: 'not_fetched', legId: leg.id, code, message };
    }
  }
}

const known = ({ code, message }: Extract<FetchStanding, { is: 'waiting' }>) => ({
  ...(code === null ? {} : { code }),
  ...(message === null ? {} : { message }),
});
