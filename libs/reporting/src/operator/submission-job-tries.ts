/** What is done of a store next: the most hours of a batch, one hour left, or all the rest of them. */
export type JobTry = { readonly most: number } | 'leave hour' | 'leave rest';

/** After a batch that failed fewer hours, until the one that fails is alone. */
const MOST = [500, 50, 1, 1, 1] as const;
/** The tries of one hour, and then that it is left. */
const OF_AN_HOUR = MOST.length + 1;
/** So many one after the other, and it is not the hours' own. */
const LEFT_IN_A_ROW = 3;

/**
 * @param failures in a row, with the hours that were left among them: a batch that is done ends them
 */
export function tryAfter(failures: number): JobTry {
  if (failures >= OF_AN_HOUR * LEFT_IN_A_ROW - 1) return 'leave rest';
  const most = MOST[failures % OF_AN_HOUR];
  return most === undefined ? 'leave hour' : { most };
}

const FAILED_PAUSE_MS = 60_000;

/** Whether a single hour failed: that may be otherwise in a moment. ms */
export function failedPauseMs(failures: number): number {
  const tried = tryAfter(failures);
  return typeof tried === 'object' && tried.most > 1 ? 0 : FAILED_PAUSE_MS;
}

const SHORTEST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 120_000;
/** Nearly an hour. */
export const MOST_WAITS = 30;

/** How long a store rests of which nothing could be done, ms. @param waits in a row, in vain */
export const waitPauseMs = (waits: number): number =>
  Math.min(SHORTEST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS);
