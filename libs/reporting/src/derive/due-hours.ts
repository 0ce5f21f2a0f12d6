import type { Database } from '#database/database.js';
import { hourOf, hoursBeginningIn } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Deriving, HoursToDerive } from './deriving.js';
import { HoursLeft } from './hours-left.js';
import { lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import {
  dueStores,
  moveSinks,
  type Progress,
  readSinks,
  type Sink,
  sinkZones,
  type ZoneHour,
} from './sinks.store.js';

/** Derives each hour once it has been closed for the grace, and after a downtime all that were missed. */
export class DueHours {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deriving: Deriving,
    private readonly settings: ReportingSettings,
    private readonly log: Log,
  ) {}

  /**
   * In batches of many stores, the longest behind first, until nothing is due; of each store so many hours that a
   * day which is none, because even the database's clock is wrong, is not reported before somebody can notice.
   */
  async run(signal: AbortSignal): Promise<void> {
    const zones = await this.zoneHours();
    const left = new HoursLeft(this.settings.hoursPerRun);
    const failed: string[] = [];
    while (!signal.aborted) {
      const except = [...failed, ...left.spent()];
      const storeIds = await dueStores(this.database, zones, except, this.settings.hoursPerBatch);
      if (storeIds.length === 0) return;
      failed.push(...(await this.tryBatch(storeIds, left)));
    }
  }

  /** All at once; if that fails, one by one. @returns the stores that failed; the next run tries them again */
  private async tryBatch(storeIds: readonly string[], left: HoursLeft): Promise<string[]> {
    try {
      await this.deriveBatch(storeIds, left);
      return [];
    } catch (error) {
      const [only, ...others] = storeIds;
      if (only === undefined) return [];
      if (others.length > 0)
        return (await inTurn(storeIds, (storeId) => this.tryBatch([storeId], left))).flat();
      this.log({ event: 'derive', level: 'error', storeId: only, outcome: 'failed', error });
      return [only];
    }
  }

  private async deriveBatch(storeIds: readonly string[], left: HoursLeft): Promise<void> {
    const { work, steps } = await this.database.transaction(async (sql) => {
      await lockStores(sql, storeIds);
      const work = this.workOf(await readSinks(sql, storeIds), left);
      const steps = await this.deriving.derive(sql, work, false);
      await moveSinks(sql, work.flatMap(progressOf));
      return { work, steps };
    });
    for (const { storeId, hours } of work) left.take(storeId, hours.length);
    this.log({
      event: 'derive',
      level: 'debug',
      outcome: 'done',
      stores: storeIds.length,
      hours: steps.length,
    });
  }

  /** A share of the batch for each store: one that is far behind catches up in steps. */
  private workOf(all: readonly Sink[], left: HoursLeft): SinkWork[] {
    const sinks = all.filter(isUnfinished);
    const share = Math.max(1, Math.floor(this.settings.hoursPerBatch / Math.max(1, sinks.length)));
    return sinks.map((sink) => {
      const { time_zone: zone, ends_at: endsAt } = sink;
      const closed = this.closedBefore(zone);
      const to = endsAt !== null && endsAt < closed ? endsAt : closed;
      // At least one: none would look like a sink that has no hours left.
      const most = Math.max(1, Math.min(share, left.of(sink.store_id)));
      const hours = hoursBeginningIn(sink.reported_through, to, zone, most);
      return { storeId: sink.store_id, accountId: sink.account_id, hours, sink, to };
    });
  }

  /** Every hour of the zone that begins before this instant has been closed for the grace. */
  private closedBefore(zone: string): Date {
    return hourOf(new Date(this.clock.now().getTime() - this.settings.graceMs), zone).start;
  }

  private async zoneHours(): Promise<ZoneHour[]> {
    return (await sinkZones(this.database)).flatMap((zone) => {
      try {
        const lastEnd = this.closedBefore(zone);
        return [{ time_zone: zone, last_start: hourOf(new Date(lastEnd.getTime() - 1), zone).start }];
      } catch (error) {
        this.log({ event: 'derive', level: 'error', outcome: 'failed', zone, error });
        return [];
      }
    });
  }
}

/** Its orders may be on the move since it was found to be due. */
const isUnfinished = ({ ends_at, reported_through, waits_for }: Sink): boolean =>
  waits_for === null && (ends_at === null || reported_through < ends_at);

/** What is to be derived through one sink: hours that begin before `to`. */
interface SinkWork extends HoursToDerive {
  readonly sink: Sink;
  readonly to: Date;
}

/** A sink that ends before its next hour begins has none left. */
const progressOf = ({ hours, sink: { binding_id, ends_at }, to }: SinkWork): Progress[] => {
  const through = hours.at(-1)?.end ?? (to.getTime() === ends_at?.getTime() ? ends_at : undefined);
  return through === undefined ? [] : [{ binding_id, reported_through: through }];
};

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
