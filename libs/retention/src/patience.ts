import { setTimeout as rest } from 'node:timers/promises';

/** How long one waits who changes tables, and comes again. */
export interface Patience {
  /**
   * Waiting for one lock, ms. Whoever comes later queues behind who waits: this long, and no longer, can a change of
   * tables hold up anybody.
   */
  readonly lockWithinMs: number;
  readonly tries: number;
  /** Between two tries, ms. */
  readonly pauseMs: number;
}

/** Five minutes of tries: an export of months, or a dump, may look at the database for as long. */
export const PATIENCE: Patience = { lockWithinMs: 80, tries: 300, pauseMs: 1_000 };

/** lock_not_available, deadlock_detected. */
const IN_THE_WAY: ReadonlySet<unknown> = new Set(['55P03', '40P01']);

/**
 * Does it once more after each pause while somebody is in the way.
 * @throws what the last try said; anything else at once
 */
export async function patiently(
  act: () => Promise<void>,
  { tries, pauseMs }: Patience,
  signal: AbortSignal,
): Promise<void> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (left <= 0 || signal.aborted || !IN_THE_WAY.has((error as { code?: unknown }).code)) throw error;
      await rest(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
