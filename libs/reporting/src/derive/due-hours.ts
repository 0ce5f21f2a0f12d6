import type { Database } from '#database/database.js';
import { hourOf } from '#domain/business-time.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Deriving, HoursToDerive } from './deriving.js';
import type { Holding, WeighedHour } from './holding.js';
import { HoursOfZones } from './hours-of-zones.js';
import { HoursLeft } from './hours-left.js';
import { groupBy } from '../figures/group-by.js';
import { lockStores, type StoreHour } from '../figures/hours.store.js';
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
import { StoreByStore } from './store-by-store.js';

/** What due hours are found and derived with. */
interface DerivingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly deriving: Deriving;
  readonly holding: Holding;
  readonly settings: ReportingSettings;
  readonly log: Log;
}

/**
 * Derives each hour once it has been closed for the grace and its sources are read to its end, and after a downtime all
 * that were missed. Of one store in the order of time: one that is held back holds back those after it.
 */
export class DueHours {
  private readonly storeByStore: StoreByStore;

  constructor(private readonly parts: DerivingParts) {
    this.storeByStore = new StoreByStore(parts.database, parts.log, { event: 'derive', outcome: 'failed' });
  }

  /**
   * In batches of many stores, the longest behind first, until nothing is due; of each store so many hours that a
   * day which is none, because even the database's clock is wrong, is not reported before somebody can notice.
   */
  async run(signal: AbortSignal): Promise<void> {
    const zones = await this.zoneHours();
    const left = new HoursLeft(this.parts.settings.hoursPerRun);
    const resting: string[] = [];
    while (!signal.aborted) {
      const except = [...resting, ...left.spent()];
      const storeIds = await dueStores(this.parts.database, zones, except, this.parts.settings.hoursPerBatch);
      if (storeIds.length === 0) return;
      resting.push(...(await this.tryBatch(storeIds, left)));
    }
  }

  /**
   * All at once; if that fails, in halves.
   * @returns the stores that failed or are held back; the next run tries them again
   * @throws that the database is away, or that somebody keeps a lock of theirs: nothing else is tried in this run
   */
  private async tryBatch(storeIds: readonly string[], left: HoursLeft): Promise<string[]> {
    try {
      return await this.deriveBatch(storeIds, left);
    } catch (error) {
      const [only] = storeIds;
      if (only === undefined) return [];
      const half = storeIds.length >> 1;
      if (half > 0) {
        await this.storeByStore.throwIfAll(error);
        const resting = await this.tryBatch(storeIds.slice(0, half), left);
        return [...resting, ...(await this.tryBatch(storeIds.slice(half), left))];
      }
      await this.storeByStore.tellFailed(only, error);
      return [only];
    }
  }

  /** @returns the stores that are held back */
  private async deriveBatch(storeIds: readonly string[], left: HoursLeft): Promise<string[]> {
    const { work, derived } = await this.parts.database.transaction(async (sql) => {
      await lockStores(sql, storeIds);
      const due = this.workOf(await readSinks(sql, storeIds), left);
      const work = unheld(due, await this.parts.holding.weigh(sql, due.flatMap(storeHoursOf)));
      const { first, again } = await this.parts.deriving.derive(sql, work, false);
      await moveSinks(sql, work.flatMap(progressOf));
      return { work, derived: first + again.length };
    });
    for (const { storeId, hours } of work) left.take(storeId, hours.length);
    this.parts.log({
      event: 'derive',
      level: 'debug',
      outcome: 'done',
      stores: storeIds.length,
      hours: derived,
    });
    return work.filter(({ isHeld }) => isHeld).map(({ storeId }) => storeId);
  }

  /** A share of the batch for each store: one that is far behind catches up in steps. */
  private workOf(all: readonly Sink[], left: HoursLeft): SinkWork[] {
    const sinks = all.filter(isUnfinished);
    const zones = new HoursOfZones();
    const share = Math.max(1, Math.floor(this.parts.settings.hoursPerBatch / Math.max(1, sinks.length)));
    return sinks.map((sink) => {
      const { time_zone: zone, ends_at: endsAt } = sink;
      const closed = this.closedBefore(zone);
      const to = endsAt !== null && endsAt < closed ? endsAt : closed;
      // At least one: none would look like a sink that has no hours left.
      const most = Math.max(1, Math.min(share, left.of(sink.store_id)));
      const hours = zones.beginningIn(sink.reported_through, to, zone, most);
      return { storeId: sink.store_id, accountId: sink.account_id, hours, sink, to, isHeld: false };
    });
  }

  /** Every hour of the zone that begins before this instant has been closed for the grace. */
  private closedBefore(zone: string): Date {
    return hourOf(new Date(this.parts.clock.now().getTime() - this.parts.settings.graceMs), zone).start;
  }

  private async zoneHours(): Promise<ZoneHour[]> {
    return (await sinkZones(this.parts.database)).flatMap((zone) => {
      try {
        const lastEnd = this.closedBefore(zone);
        return [{ time_zone: zone, last_start: hourOf(new Date(lastEnd.getTime() - 1), zone).start }];
      } catch (error) {
        this.parts.log({ event: 'derive', level: 'error', outcome: 'failed', zone, error });
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
  /** An hour of it, or of the store's sink before, is not to be derived yet. */
  readonly isHeld: boolean;
}

const storeHoursOf = ({ storeId, hours }: HoursToDerive): StoreHour[] =>
  hours.map((hour) => ({ ...hour, storeId }));

/** Each store's hours up to its first that is held. @param work of a store in the order of its sinks' times */
function unheld(work: readonly SinkWork[], weighed: readonly WeighedHour[]): SinkWork[] {
  const byStore = groupBy(weighed, ({ storeId }) => storeId);
  return work.map((one) => {
    const ofStore = byStore.get(one.storeId) ?? [];
    const held = ofStore.find((hour) => hour.held);
    const starts = new Set(one.hours.map(({ start }) => start.getTime()));
    const own = ofStore.filter(({ start }) => starts.has(start.getTime()));
    const hours = held === undefined ? own : own.filter(({ start }) => start < held.start);
    return { ...one, hours, isHeld: held !== undefined && held.start < one.to };
  });
}

/** A sink that ends before its next hour begins has none left. */
const progressOf = ({ hours, sink: { binding_id, ends_at }, to, isHeld }: SinkWork): Progress[] => {
  const isDone = !isHeld && to.getTime() === ends_at?.getTime();
  const through = hours.at(-1)?.end ?? (isDone ? ends_at : undefined);
  return through === undefined ? [] : [{ binding_id, reported_through: through }];
};
