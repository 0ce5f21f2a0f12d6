import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { PendingWindow, PlannedStream, StreamKey } from '../windows/coverage.store.js';
import { type Joined, joinNeighbours } from '../windows/joining.js';
import type { StreamedAccount } from '../accounts/live-streams.js';
import { type PagedAccount, pagedAccounts } from '../accounts/polling-accounts.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import {
  firstStart,
  planTarget,
  planWindows,
  type Stretch,
  usableInterval,
  usableOverlap,
  type WindowLimits,
} from '../windows/window-plan.js';

/** A stream, and up to when it may be read by now. */
export interface StreamTarget extends StreamKey {
  /** The stream that this one reads once more; null: none. */
  readonly rereadOf: string | null;
  readonly target: number;
  readonly limits: WindowLimits;
  /** When a push last told of orders before the target that no listing has shown yet; null: none does. */
  readonly toldAt: number | null;
  /** Pushes ask for no more than one listing in so long a time, ms: it shows all that they tell of. */
  readonly toldEveryMs: number;
}

/** At the least; where calls are counted, so long that those that are free last. */
export const SHORTEST_TOLD_MS = 5 * 60_000;

/** When the next window is wanted: what was told of is in it, or an interval is over. */
function wantedLength({ target, limits, toldAt, toldEveryMs }: StreamTarget, plannedTo: number): number {
  const interval = usableInterval(limits);
  const isTold = toldAt !== null && toldAt >= plannedTo;
  return isTold ? Math.min(interval, Math.max(toldEveryMs, target - plannedTo)) : interval;
}

/** Live windows that began since then are fresh: their reading waits for nothing older. */
export function freshSince({ limits }: PagedAccount, now: Date, intervals: number): Date {
  const reach = intervals * usableInterval(limits) + usableOverlap(limits);
  return new Date(now.getTime() - limits.lagMs - reach);
}

/** Null where the account lists nothing. */
export function freshSinceOf(
  active: ActiveAccount,
  now: Date,
  { pauses, settings }: Pick<PollingParts, 'pauses' | 'settings'>,
): Date | null {
  const [paged] = pagedAccounts({ all: () => [active] }, pauses);
  return paged === undefined ? null : freshSince(paged, now, settings.freshIntervals);
}

export const targetsOf = (
  { active, streams }: StreamedAccount,
  now: Date,
  vendorOffsetMs: number | undefined,
): StreamTarget[] =>
  streams.map(({ name, vendorStream, limits }) => ({
    account_id: active.account.id,
    stream: name,
    rereadOf: name === vendorStream ? null : vendorStream,
    target: planTarget(now.getTime(), vendorOffsetMs, limits.lagMs),
    limits,
    toldAt: null,
    toldEveryMs: SHORTEST_TOLD_MS,
  }));

export const toBeginning = ({ account_id, stream, target, limits, rereadOf }: StreamTarget) => ({
  account_id,
  stream,
  starts_at: new Date(firstStart(target, limits)),
  reread_of: rereadOf,
});

export const toHold = ({ account_id, stream, target, limits, toldAt, toldEveryMs }: StreamTarget) => {
  const wanted = toldAt === null ? [] : [Math.min(toldAt, target - toldEveryMs)];
  return {
    account_id,
    stream,
    planned_before: new Date(Math.max(target - usableInterval(limits), ...wanted)),
  };
};

/** What is planned anew of one stream. */
export interface StreamPlan extends StreamKey {
  readonly stretches: readonly Stretch[];
  readonly planned_to: Date;
  /** As declared, or as the vendor has taught us. */
  readonly largestWindowMs: number;
}

const keyOf = ({ account_id, stream }: StreamKey): string => `${account_id} ${stream}`;

export function plansOf(held: readonly PlannedStream[], targets: readonly StreamTarget[]): StreamPlan[] {
  const byKey = new Map(targets.map((target) => [keyOf(target), target]));
  return held.flatMap((stream) => {
    const wanted = byKey.get(keyOf(stream));
    return wanted === undefined ? [] : planOf(stream, wanted);
  });
}

function planOf(held: PlannedStream, wanted: StreamTarget): StreamPlan[] {
  const { target, limits } = wanted;
  const { account_id, stream, starts_at, planned_to, largest_seconds } = held;
  const planned = { startsAt: starts_at.getTime(), plannedTo: planned_to.getTime() };
  const largestWindowMs = Math.min(limits.largestWindowMs, 1_000 * (largest_seconds ?? Infinity));
  const intervalMs = wantedLength(wanted, planned.plannedTo);
  const stretches = planWindows(planned, target, { ...limits, intervalMs, largestWindowMs });
  const last = stretches.at(-1);
  if (last === undefined) return [];
  return [{ account_id, stream, stretches, planned_to: new Date(last.to), largestWindowMs }];
}

/** What piled up of each stream. The new windows are none of it: they stay by themselves and are read first. */
export function pileUps(pending: readonly PendingWindow[], plans: readonly StreamPlan[]): Joined[] {
  return plans.flatMap((plan) => {
    const own = pending.filter((window) => keyOf(window) === keyOf(plan));
    return joinNeighbours(own.map(toJoinable), plan.largestWindowMs);
  });
}

const toJoinable = ({ id, from_at, to_at }: PendingWindow) => ({
  id,
  from: from_at.getTime(),
  to: to_at.getTime(),
});
