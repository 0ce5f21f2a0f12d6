import type { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { type LegFacts, lockOrderRows, type OrderFacts, readOrderFacts } from '#ledger/order-facts.query.js';
import { peekChanges, takeChanges } from '#ledger/order-changes.store.js';
import type { PollingSettings } from '../polling-settings.js';
import { POLLING_CONSUMER, POLLING_REFRESH } from '../polling.tasks.js';
import { lookDue, refreshDue } from '../open-legs/refresh-schedule.js';
import { showsOpenLegs } from '../open-legs/showing-legs.js';
import { type DueLeg, endRefreshes, lockRefreshes, scheduleRefreshes } from './refreshes.store.js';

/**
 * Decides when the legs of changed orders are fetched again. The orders are locked before their changes are
 * taken, as recording does it: what is read of them then holds until the decision is committed.
 */
export class LegChanges {
  constructor(
    private readonly database: Database,
    private readonly connectors: Pick<ConnectorRegistry, 'get'>,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly settings: PollingSettings,
  ) {}

  /** Until nothing waits. What somebody else holds is theirs. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.takeBatch()));
  }

  /** @returns whether there may be more: fewer than a batch were all, but for those that came later and wake us. */
  private takeBatch(): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const { changesPerBatch } = this.settings;
      const peeked = await peekChanges(sql, POLLING_CONSUMER, changesPerBatch);
      if (peeked.length === 0) return false;
      await lockOrderRows(sql, peeked);
      const taken = await takeChanges(sql, POLLING_CONSUMER, peeked);
      if (taken.length > 0) await this.takeIn(sql, taken);
      return taken.length > 0 && peeked.length === changesPerBatch;
    });
  }

  private async takeIn(sql: Sql, orderIds: readonly string[]): Promise<void> {
    const orders = await readOrderFacts(sql, orderIds);
    const legs = orders.flatMap((order) => order.legs).filter((leg) => this.isFetched(leg));
    if (legs.length === 0) return;
    const due = orders.flatMap((order) =>
      order.legs.filter((leg) => this.isFetched(leg)).flatMap((leg) => this.dueLeg(leg, order)),
    );
    const scheduled = new Set(due.map(({ leg_id }) => leg_id));
    await lockRefreshes(
      sql,
      legs.map(({ id }) => id),
    );
    await scheduleRefreshes(sql, due);
    await endRefreshes(
      sql,
      legs.filter(({ id }) => !scheduled.has(id)).map(({ id }) => id),
    );
    const now = this.clock.now();
    if (due.some(({ due_at }) => due_at !== null && due_at <= now))
      await wakeUp(sql, POLLING_REFRESH, this.instance.id);
  }

  private isFetched({ connector }: LegFacts): boolean {
    return this.connectors.get(connector)?.source?.fetch !== undefined;
  }

  private dueLeg(leg: LegFacts, order: OrderFacts): DueLeg[] {
    const { id: leg_id, accountId: account_id, createdAt: first_at, connector } = leg;
    const { refreshSchedule } = this.settings;
    const whose = { leg_id, account_id, first_at };
    if (showsOpenLegs(this.connectors.get(connector)?.source)) {
      const look_at = lookDue(leg, refreshSchedule);
      return look_at === null ? [] : [{ ...whose, due_at: null, look_at, listed_at: listedAt(leg, order) }];
    }
    const due_at = refreshDue(leg, refreshSchedule);
    return due_at === null ? [] : [{ ...whose, due_at, look_at: null, listed_at: null }];
  }
}

/**
 * By when listings hold it: when it was placed. What only a receipt tells of was placed with the time of the order
 * that was sent there.
 */
function listedAt(leg: LegFacts, { legs }: OrderFacts): Date {
  const own = placedAt(leg);
  if (own !== null) return own;
  const others = legs.flatMap((other) => placedAt(other)?.getTime() ?? []);
  return new Date(Math.min(...others, leg.createdAt.getTime()));
}

const placedAt = ({ folded }: LegFacts): Date | null => folded.placement?.value.placedAt ?? null;
