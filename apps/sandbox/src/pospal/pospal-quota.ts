import { DayCounts } from '../day-counts.js';
import type { Journal } from '../journal.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTill } from './pospal-tills.js';

/** Calls of each appId by Shanghai day. */
export class PospalQuota extends DayCounts {
  constructor(journal: Journal, now: () => number) {
    super({ kind: 'pospal.calls', caller: 'appId', journal, now });
  }

  /** Counts a call that no limit refuses. */
  note({ appId }: PospalTill): void {
    this.set(appId, this.usedToday(appId) + 1);
  }

  /** Counts one call. @throws PospalRefusal when the day's calls are used up */
  count({ appId, dailyLimit }: PospalTill): void {
    if (!this.take(appId, dailyLimit)) throw new PospalRefusal('quotaExhausted');
  }
}
