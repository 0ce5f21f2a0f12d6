import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { absentHours } from '../derive/absent-hours.store.js';
import type { Deriving, HoursToDerive } from '../derive/deriving.js';
import type { Holding } from '../derive/holding.js';
import { readAllSinks, readSinks, type Sink } from '../derive/sinks.store.js';
import { bySink, isIn } from '../derive/sinks-of-hours.js';
import { type Batch, StoreByStore } from '../derive/store-by-store.js';
import { storeSpans } from '../derive/store-spans.js';
import { groupBy } from '../figures/group-by.js';
import { hourKey, lockStores } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { type Hole, replaceHoles, unsubmittedHours } from './holes.store.js';

interface FillingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly deriving: Deriving;
  readonly holding: Holding;
  readonly settings: ReportingSettings;
  readonly log: Log;
}

/** More are not told of at once. */
const MOST_KEPT = 1_000;

/**
 * Derives and submits hours that were left out: past which deriving has gone without them, or that were derived and
 * never submitted. Of the last weeks only (`fillsForMs`): older ones are reported if somebody asks. What could not be
 * filled is kept for people to see.
 */
export class HoleFilling {
  private readonly storeByStore: StoreByStore;

  constructor(private readonly parts: FillingParts) {
    const told = { event: 'derive', outcome: 'hole not filled' } as const;
    this.storeByStore = new StoreByStore(parts.database, parts.log, told);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { database, clock, settings } = this.parts;
    const tried = new Set<string>();
    const resting: string[] = [];
    const filled: number[] = [];
    while (!signal.aborted && tried.size < settings.holesPerRun) {
      const found = await this.find(resting, settings.hoursPerBatch);
      if (found.length === 0) break;
      // One that is found again after it was filled stays as it is until the next run.
      for (const hole of found) if (tried.has(hourKey(hole))) resting.push(hole.storeId);
      const fresh = found.filter(({ storeId }) => !resting.includes(storeId));
      for (const hole of fresh) tried.add(hourKey(hole));
      await this.storeByStore.take(this.batchOf(fresh, filled), resting);
    }
    await replaceHoles(database, await this.find([], MOST_KEPT), clock.now());
    const hours = filled.reduce((sum, each) => sum + each, 0);
    if (hours > 0) this.tell(hours);
  }

  /** @param filled gets how many were */
  private batchOf(holes: readonly Hole[], filled: number[]): Batch {
    const byStore = groupBy(holes, ({ storeId }) => storeId);
    const fill = async (some: readonly (readonly Hole[])[]): Promise<void> => {
      if (holes.length > 0) filled.push(await this.parts.database.transaction((sql) => this.fill(sql, some)));
    };
    return {
      storeIds: [...byStore.keys()],
      takeAll: async () => {
        await fill([...byStore.values()]);
        return true;
      },
      takeOf: (storeId) => fill([byStore.get(storeId) ?? []]),
    };
  }

  /** In the order of stores and of time, those that were never derived first. */
  private async find(except: readonly string[], limit: number): Promise<Hole[]> {
    const { database, clock, settings } = this.parts;
    const from = new Date(clock.now().getTime() - settings.fillsForMs);
    const sinks = await readAllSinks(database, {}, undefined);
    const left = new Set(except);
    const moving = sinks.filter(({ waits_for }) => waits_for !== null).map(({ store_id }) => store_id);
    for (const storeId of moving) left.add(storeId);
    const spans = storeSpans(sinks, clock.now(), { from }).filter(
      ({ kind, storeId }) => kind === 'passed' && !left.has(storeId),
    );
    const absent = (await absentHours(database, spans, limit)).flatMap(({ span, start, end }) =>
      span.accountId === null ? [] : [{ storeId: span.storeId, accountId: span.accountId, start, end }],
    );
    if (absent.length === limit) return absent;
    return [...absent, ...(await unsubmittedHours(database, from, [...left], limit - absent.length))];
  }

  /** What was filled, bound otherwise or set in motion meanwhile is seen under the stores' locks. */
  private async fill(sql: Sql, byStore: readonly (readonly Hole[])[]): Promise<number> {
    const storeIds = byStore.flatMap(([first]) => (first === undefined ? [] : [first.storeId]));
    await lockStores(sql, storeIds);
    const sinks = groupBy(await readSinks(sql, storeIds), ({ store_id }) => store_id);
    const weighed = groupBy(await this.parts.holding.weigh(sql, byStore.flat()), ({ storeId }) => storeId);
    const work = storeIds.flatMap((storeId) =>
      workOf(
        sinks.get(storeId) ?? [],
        (weighed.get(storeId) ?? []).filter(({ held }) => !held),
      ),
    );
    const { first, again } = await this.parts.deriving.derive(sql, work, false);
    return first + again.length;
  }

  private tell(hours: number): void {
    const message = 'hours that had been left out were derived and submitted';
    this.parts.log({ event: 'derive', level: 'warn', outcome: 'holes filled', hours, message });
  }
}

function workOf(sinks: readonly Sink[], hours: HoursToDerive['hours']): HoursToDerive[] {
  if (sinks.some(({ waits_for }) => waits_for !== null)) return [];
  const ordered = [...hours].sort((a, b) => a.start.getTime() - b.start.getTime());
  const taken = ordered.filter(({ start }) => sinks.some((sink) => isIn(sink, start)));
  return bySink(sinks, taken) ?? [];
}
