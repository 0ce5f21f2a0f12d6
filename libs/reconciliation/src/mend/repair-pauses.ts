const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const SOONEST_MS = 2 * SECOND_MS;
/** The longer something lasts, the less one more pause matters. */
const PART = 4;

/** So long a repair waits for what it rests on; but a brake, which only people let go. */
export const WAITS_FOR_MS = 24 * HOUR_MS;

/** When something that has lasted since an instant is looked at again. */
export function nextLook(since: Date, now: Date, latestMs: number): Date {
  const pause = Math.min(Math.max((now.getTime() - since.getTime()) / PART, SOONEST_MS), latestMs);
  return new Date(now.getTime() + Math.floor(pause));
}

/** While vendors are asked, and while what was begun is under way. */
export const LATEST_LOOK_MS = 60 * SECOND_MS;
/** While it is not known whether it has mended anything. */
export const LATEST_VERIFY_MS = HOUR_MS;
/** So long after the patience that is looked at, and vendors are asked for it; then nobody will know. */
export const VERIFIES_FOR_MS = 7 * 24 * HOUR_MS;
