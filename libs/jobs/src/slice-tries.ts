/** What is done next: the most pieces of a slice, one piece left, or all the rest of them. */
export type SliceTry = { readonly most: number } | 'leave one' | 'leave rest';

/** After a slice that failed fewer pieces, until the one that fails is alone. */
const MOST = [500, 50, 1, 1, 1] as const;
/** The tries of one piece, and then that it is left. */
const OF_ONE = MOST.length + 1;
/** So many one after the other, and it is not the pieces' own. */
const LEFT_IN_A_ROW = 3;

/**
 * Of long work that goes slice by slice.
 * @param failures in a row, with the pieces that were left among them: a slice that is done ends them
 */
export function tryAfter(failures: number): SliceTry {
  if (failures >= OF_ONE * LEFT_IN_A_ROW - 1) return 'leave rest';
  const most = MOST[failures % OF_ONE];
  return most === undefined ? 'leave one' : { most };
}

const FAILED_PAUSE_MS = 60_000;

/** Whether a single piece failed: that may be otherwise in a moment. ms */
export function failedPauseMs(failures: number): number {
  const tried = tryAfter(failures);
  return typeof tried === 'object' && tried.most > 1 ? 0 : FAILED_PAUSE_MS;
}
