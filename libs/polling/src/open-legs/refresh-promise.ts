import type { Source } from '#connectors-core/connector.js';
import type { RefreshSchedule } from '../polling-settings.js';
import { rereadLimits } from '../windows/reread-streams.js';
import type { WindowLimits } from '../windows/window-plan.js';
import { nextLook, nextRefresh } from './refresh-schedule.js';
import { showsOpenLegs } from './showing-legs.js';

/** When a leg was first seen, and confirmed last. */
export interface ConfirmedLeg {
  readonly createdAt: Date;
  /** 1970 while only a receipt is known of it. */
  readonly confirmedAt: Date;
}

/** By when a leg that is not at its end is confirmed again if all goes well; null: not any more, or by nobody. */
export type RefreshPromise = (leg: ConfirmedLeg) => Date | null;

/**
 * What a source promises of refreshing; null where nobody looks at its orders again.
 * @param limits of its windows; undefined where it cannot be listed
 */
export function refreshPromise(
  source: Source | undefined,
  limits: WindowLimits | undefined,
  schedule: RefreshSchedule,
): RefreshPromise | null {
  if (showsOpenLegs(source)) return (leg) => promisedLook(leg, schedule);
  if (source?.fetch !== undefined) return (leg) => promisedFetch(leg, schedule);
  const delays = source?.pages?.rereadAfterMs;
  if (delays === undefined || limits === undefined) return null;
  return (leg) => promisedReread(leg, delays, limits);
}

const promisedFetch = (leg: ConfirmedLeg, schedule: RefreshSchedule): Date | null =>
  leg.confirmedAt < leg.createdAt ? leg.createdAt : nextRefresh(leg.createdAt, leg.confirmedAt, schedule);

/** A look is due once no listing has shown the leg for long, and looks are made as seldom. */
function promisedLook(leg: ConfirmedLeg, schedule: RefreshSchedule): Date | null {
  const after = leg.confirmedAt < leg.createdAt ? leg.createdAt : leg.confirmedAt;
  const look = nextLook(leg.createdAt, after, schedule);
  return look === null ? null : new Date(look.getTime() + schedule.lookEveryMs);
}

/** A window is read once more a pause late at most, and may have been listed long before its rows were recorded. */
function promisedReread(
  { createdAt, confirmedAt }: ConfirmedLeg,
  delays: readonly number[],
  limits: WindowLimits,
): Date | null {
  const next = delays.find((delay) => createdAt.getTime() + delay / 2 > confirmedAt.getTime());
  if (next === undefined) return null;
  const { lagMs, intervalMs } = rereadLimits(limits, next);
  return new Date(createdAt.getTime() + lagMs + intervalMs);
}
