import type { QuotaPeriod } from '#connectors-core/call-quota.js';
import { allowance } from '#accounts/quota/call-reserve.js';
import { largestStep, usableInterval, type WindowLimits } from '../windows/window-plan.js';

/** What live streams will ask for in a period, against what polling is granted in it. */
export interface CallBudget {
  /** At least: one a window. Further pages, second passes and refreshes come on top. */
  readonly callsNeeded: number;
  /** Without what is kept for writes, if there are any, as long as nothing is known of them. */
  readonly callsAllowed: number;
}

/** How many windows are planned of a stream in so long a time; a fraction, as an average. */
export const windowsIn = (ms: number, limits: WindowLimits): number =>
  ms / Math.min(usableInterval(limits), largestStep(limits));

export interface CallLimit {
  readonly limit: number;
  readonly period: QuotaPeriod;
  /** Whether orders are dispatched with the same calls. */
  readonly dispatches: boolean;
}

export function callBudget(streams: readonly WindowLimits[], calls: CallLimit): CallBudget {
  const { period } = calls;
  const length = period.end.getTime() - period.start.getTime();
  const windows = streams.reduce((sum, limits) => sum + windowsIn(length, limits), 0);
  return {
    callsNeeded: Math.ceil(windows),
    callsAllowed: allowance({ ...calls, ...NOTHING_KNOWN, now: period.start }, 'listing'),
  };
}

const NOTHING_KNOWN = { made: {}, weekAgo: {}, listingsPerHour: 0 };
