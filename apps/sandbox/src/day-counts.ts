import { chinaText, hourStart } from './china-time.js';
import type { Journal, JournalRecord, Remembered } from './journal.js';

interface DayCount {
  /** `yyyy-MM-dd` in Asia/Shanghai. */
  readonly day: string;
  readonly used: number;
}

interface DayCountParts {
  /** Names these counts' records in the journal. */
  readonly kind: string;
  /** How a record calls the caller: appId, appKey, akey. */
  readonly caller: string;
  readonly journal: Journal;
  readonly now: () => number;
}

export const chinaDay = (at: number): string => chinaText(at).slice(0, 10);

/** Calls of each caller by Shanghai day. A call beyond the limit is refused and not counted. */
export class DayCounts implements Remembered {
  private readonly used = new Map<string, Map<string, number>>();
  /** The day's name, made once an hour and not once a call. */
  private today = { hour: NaN, day: '' };
  readonly replay: Remembered['replay'];

  constructor(private readonly parts: DayCountParts) {
    this.replay = {
      [parts.kind]: (record) => {
        const { day, used } = record as unknown as DayCount;
        this.keep(String(record[parts.caller]), { day, used });
      },
    };
  }

  /** Counts one call. @returns false when the day's calls are used up; null = no limit */
  take(caller: string, limit: number | null): boolean {
    const used = this.usedToday(caller);
    if (limit !== null && used >= limit) return false;
    this.set(caller, used + 1);
    return true;
  }

  /** Sets today's count, for a test that wants a caller near its limit. */
  set(caller: string, used: number): void {
    const count = { day: this.day(), used };
    this.keep(caller, count);
    this.parts.journal.append([this.recordOf(caller, count)]);
  }

  usedToday(caller: string): number {
    return this.used.get(caller)?.get(this.day()) ?? 0;
  }

  /** Days with calls, oldest first, both ends inside. */
  days(caller: string, first: string, last: string): DayCount[] {
    const days = [...(this.used.get(caller) ?? [])].filter(([day]) => day >= first && day <= last);
    return days.sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, used]) => ({ day, used }));
  }

  snapshot(): JournalRecord[] {
    return [...this.used].flatMap(([caller, days]) =>
      [...days].map(([day, used]) => this.recordOf(caller, { day, used })),
    );
  }

  private recordOf(caller: string, count: DayCount): JournalRecord {
    return { kind: this.parts.kind, [this.parts.caller]: caller, ...count };
  }

  private day(): string {
    const hour = hourStart(this.parts.now());
    if (hour !== this.today.hour) this.today = { hour, day: chinaDay(hour) };
    return this.today.day;
  }

  private keep(caller: string, { day, used }: DayCount): void {
    const days = this.used.get(caller) ?? new Map<string, number>();
    this.used.set(caller, days);
    days.set(day, used);
  }
}
