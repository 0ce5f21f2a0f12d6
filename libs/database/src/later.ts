import { isDatabaseAway } from './database-away.js';

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 3_000;
/** Well within the lease of whoever writes, ms: afterwards somebody else finds out. */
const WITHIN_MS = 20_000;

/**
 * How long work rests that the database could not take just now, ms: as it was, without an attempt counted.
 * @param random uniform in [0, 1): what failed together is not to come back together
 */
export const laterPauseMs = (random: () => number): number =>
  SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);

/**
 * Writes what only the caller knows, and once more after each short pause while the database cannot take it.
 * @param onLater told before each pause
 * @throws what the last try said: a refusal at once; that the database is away after 20 s
 */
export async function untilWritten<T>(
  write: () => Promise<T>,
  onLater: (error: unknown) => void = () => undefined,
): Promise<T> {
  const end = performance.now() + WITHIN_MS;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      const pauseMs = laterPauseMs(Math.random);
      if (!isDatabaseAway(error) || performance.now() + pauseMs > end) throw error;
      onLater(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
