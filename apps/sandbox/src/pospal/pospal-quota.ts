import { chinaText, hourStart } from '../china-time.js';
import type { Journal, JournalRecord, Remembered } from '../journal.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTill } from './pospal-tills.js';

interface DayCount {
  readonly appId: string;
  /** `yyyy-MM-dd` in Asia/Shanghai. */
  readonly day: string;
  readonly used: number;
}

const recordOf = (count: DayCount): JournalRecord => ({ kind: 'pospal.calls', ...count });

export const chinaDay = (at: number): string => chinaText(at).slice(0, 10);

/** Calls of each appId by Shanghai day. A call beyond the limit is refused and not counted. */
export class PospalQuota implements Remembered {
  private readonly used = new Map<string, Map<string, number>>();
  /** The day's name, made once an hour and not once a call. */
  private today = { hour: NaN, day: '' };
  readonly replay = {
    'pospal.calls': (record: JournalRecord): void => {
      this.keep(record as unknown as DayCount);
    },
  };

  constructor(
    private readonly journal: Journal,
    private readonly now: () => number,
  ) {}

  /** Counts one call. @throws PospalRefusal when the day's calls are used up */
  take({ appId, dailyLimit }: PospalTill): void {
    const day = this.day();
    const used = this.usedOn(appId, day);
    if (dailyLimit !== null && used >= dailyLimit) throw new PospalRefusal('quotaExhausted');
    const count = { appId, day, used: used + 1 };
    this.keep(count);
    this.journal.append([recordOf(count)]);
  }

  /** Sets today's count, for a test that wants a till near its limit. */
  set(appId: string, used: number): void {
    const count = { appId, day: this.day(), used };
    this.keep(count);
    this.journal.append([recordOf(count)]);
  }

  usedToday(appId: string): number {
    return this.usedOn(appId, this.day());
  }

  /** Days with calls, oldest first, both ends inside. */
  days(appId: string, first: string, last: string): DayCount[] {
    const days = [...(this.used.get(appId) ?? [])].filter(([day]) => day >= first && day <= last);
    return days.sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, used]) => ({ appId, day, used }));
  }

  snapshot(): JournalRecord[] {
    return [...this.used].flatMap(([appId, days]) =>
      [...days].map(([day, used]) => recordOf({ appId, day, used })),
    );
  }

  private day(): string {
    const hour = hourStart(this.now());
    if (hour !== this.today.hour) this.today = { hour, day: chinaDay(hour) };
    return this.today.day;
  }

  private usedOn(appId: string, day: string): number {
    return this.used.get(appId)?.get(day) ?? 0;
  }

  private keep({ appId, day, used }: DayCount): void {
    const days = this.used.get(appId) ?? new Map<string, number>();
    this.used.set(appId, days);
    days.set(day, used);
  }
}
