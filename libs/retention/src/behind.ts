import type { RetentionStanding } from './standings.store.js';

const DAY_MS = 24 * 3_600_000;
/** A run is once a day, and may find somebody in its way: what the second one has not done either is late. */
const LATE_AFTER_MS = 2 * DAY_MS;

/**
 * Since when a kind is behind: its oldest month should have gone by then, or no run has come to its end since.
 * @returns undefined where all is well, or is not late yet
 */
export function behindSince(
  { overdueSince, doneAt, failingSince }: Pick<RetentionStanding, 'overdueSince' | 'doneAt' | 'failingSince'>,
  now: Date,
): Date | undefined {
  const since = [overdueSince, doneAt ?? failingSince].flatMap((at) => (at === null ? [] : [at.getTime()]));
  const oldest = Math.min(...since);
  return now.getTime() - oldest > LATE_AFTER_MS ? new Date(oldest) : undefined;
}
