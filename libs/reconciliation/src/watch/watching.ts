import type { Database } from '#database/database.js';
import { together } from '#database/together.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { asError } from '#domain/thrown.js';
import { endNoted, type NotedChange, peekNoted } from '#ledger/order-changes.store.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { RECONCILIATION_CONSUMER } from '../reconciliation.tasks.js';
import type { ReconciliationSettings } from '../reconciliation-settings.js';
import type { Comparing } from './comparing.js';
import { dueOrders } from './comparison-dues.store.js';
import { tellWatched } from './watched.store.js';

export interface WatchingParts {
  readonly database: Pick<Database, 'rows' | 'transaction'>;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly comparing: Comparing;
  readonly settings: ReconciliationSettings;
  readonly log: Log;
}

/** Who looks whether anybody compares waits for longer. */
const TELL_EVERY_MS = 30_000;

/**
 * Compares orders that changed, and those whose patience is over. A change is taken away only as it was when its order
 * was read: one that is noted meanwhile stays, and is looked at once more.
 */
export class Watching {
  private toldAt = -Infinity;

  constructor(private readonly parts: WatchingParts) {}

  /** Until nothing waits. An order that cannot be compared stops only itself. @throws the first fault, at the end */
  async run(signal: AbortSignal): Promise<void> {
    const faults = new Map<string, Error>();
    while (!signal.aborted && (await this.takeChanged(faults)));
    while (!signal.aborted && (await this.takeDue(faults)));
    await this.tell();
    const [fault] = faults.values();
    if (fault !== undefined) throw fault;
  }

  private async takeChanged(faults: Map<string, Error>): Promise<boolean> {
    const { database, settings } = this.parts;
    const limit = settings.ordersPerBatch;
    const noted = await peekNoted(database, RECONCILIATION_CONSUMER, limit, [...faults.keys()]);
    await this.takeAll(noted, faults);
    return noted.length === limit;
  }

  private async takeDue(faults: Map<string, Error>): Promise<boolean> {
    const { database, clock, settings } = this.parts;
    const due = await dueOrders(database, clock.now(), settings.ordersPerBatch);
    const untried = due.filter((orderId) => !faults.has(orderId));
    await this.takeAll(
      untried.map((orderId) => ({ orderId, version: null })),
      faults,
    );
    return due.length === settings.ordersPerBatch && untried.length > 0;
  }

  private async takeAll(noted: readonly Looked[], faults: Map<string, Error>): Promise<void> {
    if (noted.length === 0) return;
    await this.tell();
    const { database } = this.parts;
    const accounts = await this.parts.accounts.read();
    const written = await together(
      noted,
      async (some) => {
        await database.transaction(async (sql) => {
          const orderIds = some.map(({ orderId }) => orderId);
          await this.parts.comparing.compare(sql, orderIds, accounts);
          const changes = some.flatMap(({ orderId, version }) =>
            version === null ? [] : [{ orderId, version }],
          );
          await endNoted(sql, RECONCILIATION_CONSUMER, changes);
        });
        return some.map(() => true);
      },
      database,
    );
    noted.forEach(({ orderId }, at) => {
      const one = written[at];
      if (one === undefined || 'result' in one) return;
      if (one.isOfAll) throw asError(one.failure);
      this.failed(orderId, asError(one.failure), faults);
    });
  }

  /** That changed orders are being compared: not for each of them. */
  private async tell(): Promise<void> {
    const now = this.parts.clock.now();
    if (now.getTime() - this.toldAt < TELL_EVERY_MS) return;
    await tellWatched(this.parts.database, now);
    this.toldAt = now.getTime();
  }

  private failed(orderId: string, error: Error, faults: Map<string, Error>): void {
    faults.set(orderId, error);
    this.parts.log({ event: 'compare', level: 'error', orderId, outcome: 'not compared', error });
  }
}

type Looked = Pick<NotedChange, 'orderId'> & { readonly version: string | null };
