const SHORTEST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 120_000;
/** Nearly an hour. */
export const MOST_WAITS = 30;

/** How long a store rests of which nothing could be done, ms. @param waits in a row, in vain */
export const waitPauseMs = (waits: number): number =>
  Math.min(SHORTEST_WAIT_MS * 2 ** waits, LONGEST_WAIT_MS);
