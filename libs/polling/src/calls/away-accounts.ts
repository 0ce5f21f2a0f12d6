import { doubled } from '#connectors-core/retry-pause.js';

/** Fewer failures in a row may be of one stream alone, which stops only itself. */
const FEWEST = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How long an account rests whose vendor is away: one window finds out that it still is, and the others are not tried
 * in vain meanwhile. In memory: another instance finds out by itself.
 */
export class AwayAccounts {
  private readonly failures = new Map<string, number>();

  /** A window could not be read because the vendor did not answer. @returns until when no other is tried */
  failed(accountId: string, now: Date): Date {
    const failures = (this.failures.get(accountId) ?? 0) + 1;
    this.failures.set(accountId, failures);
    if (failures < FEWEST) return now;
    return new Date(now.getTime() + doubled(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, failures - FEWEST + 1));
  }

  answered(accountId: string): void {
    this.failures.delete(accountId);
  }
}
