import { shortMessage } from '#connectors-core/fault.js';
import type { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { noteUnverified, type Unverified } from './unverified.store.js';

/** Whoever knows an address can send to it as fast as he likes: one statement in so long, whatever comes, ms. */
const REST_MS = 1_000;

/** Counts the deliveries that were refused before anybody could know who sent them. In memory first. */
export class UnverifiedTally {
  /** No more than there are accounts: an address that nobody has is counted nowhere. */
  private counted = new Map<string, Unverified>();
  private isResting = false;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  note(accountId: string, at: Date, { reason, message }: Pick<Unverified, 'reason' | 'message'>): void {
    this.add({ accountId, count: 1, since: at, lastAt: at, reason, message: shortMessage(message) });
    if (!this.isResting) void this.write();
  }

  private add(one: Unverified): void {
    const before = this.counted.get(one.accountId);
    const sum = before && { ...one, count: before.count + one.count, since: before.since };
    this.counted.set(one.accountId, sum ?? one);
  }

  private async write(): Promise<void> {
    const rows = [...this.counted.values()];
    if (rows.length === 0) return;
    this.counted = new Map();
    this.isResting = true;
    try {
      await within('acknowledging', () => noteUnverified(this.database, rows));
    } catch (error) {
      this.putBack(rows);
      this.log({ event: 'database', level: 'warn', outcome: 'refusals not counted', error });
    } finally {
      setTimeout(() => this.goOn(), REST_MS).unref();
    }
  }

  /** What came meanwhile is the later. */
  private putBack(rows: readonly Unverified[]): void {
    const later = this.counted;
    this.counted = new Map(rows.map((row) => [row.accountId, row]));
    for (const row of later.values()) this.add(row);
  }

  private goOn(): void {
    this.isResting = false;
    void this.write();
  }
}
