import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { QuotaService } from '#accounts/quota/quota.service.js';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { BackfillQuery } from './plan/backfill.query.js';
import { BackfillService } from './plan/backfill.service.js';
import { BudgetForecast } from './calls/budget-forecast.js';
import { ClockAlarm } from './plan/clock-alarm.js';
import { COUNTED_CALLS } from './calls/counted-calls.providers.js';
import { CountedCalls } from './calls/counted-calls.js';
import { CoverageQuery } from './plan/coverage.query.js';
import { DisputedWindows } from './read/disputed-windows.js';
import { ListingNeeds } from './calls/listing-needs.js';
import { LegChanges } from './refresh/leg-changes.js';
import type { OpenDifferences } from './read/open-differences.js';
import { PageRecording } from './read/page-recording.js';
import { Planning } from './plan/planning.js';
import { PollingTroublesQuery } from './polling-troubles.query.js';
import { DEFAULT_POLLING_SETTINGS, type PollingSettings } from './polling-settings.js';
import * as task from './polling.tasks.js';
import { LookBack } from './read/look-back.js';
import { LookDrain } from './refresh/look-drain.js';
import { refetchProviders } from './refresh/refetch.providers.js';
import { RefetchService } from './refresh/refetch.service.js';
import { RefreshDrain } from './refresh/refresh-drain.js';
import type { VendorClocks } from './accounts/vendor-clocks.js';
import { seenProviders } from './plan/seen.providers.js';
import { SourcesSeenQuery } from './plan/sources-seen.query.js';
import { UncoveredHoursQuery } from './plan/uncovered-hours.query.js';
import { UnreadFetching } from './read/unread-fetching.js';
import { UnreadRowsService } from './plan/unread-rows.service.js';
import { WindowClaiming } from './read/window-claiming.js';
import { WindowDrain } from './read/window-drain.js';
import { WindowHalving } from './read/window-halving.js';
import { WindowReader } from './read/window-reader.js';
import { WindowQuery } from './windows/window.query.js';

export interface PollingModuleOptions {
  readonly log: Log;
  readonly vendorClocks: VendorClocks;
  /** Who knows which hours are in dispute: a provider of a global module. */
  readonly differences: Type<OpenDifferences>;
  readonly settings?: PollingSettings;
}

type Parts = readonly [
  ...[Database, AccountDirectory, LedgerService, QuotaService, DatabaseClock, Instance],
  CountedCalls,
];

type WindowParts = readonly [...Parts, OpenDifferences];

const PARTS = [
  ...[Database, AccountDirectory, LedgerService, QuotaService, DatabaseClock, Instance],
  CountedCalls,
];

const ON_DATABASE = [WindowQuery, BackfillQuery, PollingTroublesQuery, UnreadRowsService];

@Module({})
export class PollingModule {
  static forRoot(options: PollingModuleOptions): DynamicModule {
    const all = { ...options, settings: options.settings ?? DEFAULT_POLLING_SETTINGS };
    return {
      module: PollingModule,
      global: true,
      providers: [
        COUNTED_CALLS,
        { provide: LegChanges, useFactory: changesOf(all), inject: [ConnectorRegistry, ...PARTS] },
        { provide: Planning, useFactory: planningOf(all), inject: PARTS },
        { provide: RefreshDrain, useFactory: refreshesOf(all), inject: PARTS },
        ...refetchProviders((...parts: Parts) => partsOf(all, parts), PARTS),
        { provide: LookDrain, useFactory: looksOf(all), inject: PARTS },
        { provide: WindowDrain, useFactory: windowsOf(all), inject: [...PARTS, options.differences] },
        { provide: BackfillService, useFactory: backfillsOf(all), inject: PARTS },
        { provide: BudgetForecast, useFactory: budgetsOf(all), inject: PARTS },
        { provide: ListingNeeds, useFactory: needsOf, inject: PARTS },
        { provide: ClockAlarm, useFactory: clocksOf(all), inject: PARTS },
        {
          provide: CoverageQuery,
          useFactory: (database: Database, forecast: BudgetForecast, clock: DatabaseClock) =>
            new CoverageQuery(database, options.vendorClocks, forecast, clock),
          inject: [Database, BudgetForecast, DatabaseClock],
        },
        ...seenProviders(all.settings.refreshSchedule),
        { provide: UnreadFetching, useFactory: unreadOf(all), inject: PARTS },
        ...ON_DATABASE.map((Query) => ({
          provide: Query,
          useFactory: (database: Database) => new Query(database),
          inject: [Database],
        })),
        {
          provide: 'polling tasks',
          useFactory: addTasks,
          inject: [
            ...[TaskList, LegChanges, Planning, BudgetForecast, ListingNeeds, ClockAlarm],
            ...[RefreshDrain, LookDrain, WindowDrain, UnreadFetching],
          ],
        },
      ],
      exports: [
        CountedCalls,
        RefetchService,
        BackfillService,
        CoverageQuery,
        UncoveredHoursQuery,
        SourcesSeenQuery,
        ...ON_DATABASE,
      ],
    };
  }
}

type Options = Required<PollingModuleOptions>;

const changesOf =
  ({ settings }: Options) =>
  (connectors: ConnectorRegistry, ...[database, , , , clock, instance]: Parts): LegChanges =>
    new LegChanges(database, connectors, clock, instance, settings);

const partsOf = (
  { vendorClocks, settings, log }: Options,
  [database, accounts, ledger, quota, clock, instance, pauses]: Parts,
) => ({
  ...{ database, accounts, pauses, ledger, quota, clock, vendorClocks, instance, settings, log },
  random: Math.random,
});

const backfillsOf =
  (options: Options) =>
  (...parts: Parts): BackfillService =>
    new BackfillService({ ...partsOf(options, parts), accounts: parts[1] });

const budgetsOf =
  ({ log }: Options) =>
  (...[database, accounts, , , clock, , pauses]: Parts): BudgetForecast =>
    new BudgetForecast(database, accounts, pauses, clock, log);

const needsOf = (...[database, accounts, , quota, clock, , pauses]: Parts): ListingNeeds =>
  new ListingNeeds(database, accounts, pauses, quota, clock);

const clocksOf =
  ({ vendorClocks, settings, log }: Options) =>
  (...[, accounts, , , clock]: Parts): ClockAlarm =>
    new ClockAlarm(accounts, vendorClocks, clock, settings.clockAlarmMs, log);

const planningOf =
  (options: Options) =>
  (...parts: Parts): Planning =>
    new Planning(partsOf(options, parts));

const refreshesOf =
  (options: Options) =>
  (...parts: Parts): RefreshDrain =>
    new RefreshDrain(partsOf(options, parts), parts[6]);

const looksOf =
  (options: Options) =>
  (...parts: Parts): LookDrain =>
    new LookDrain(partsOf(options, parts), parts[6]);

const unreadOf =
  (options: Options) =>
  (...parts: Parts): UnreadFetching =>
    new UnreadFetching(partsOf(options, parts));

const windowsOf =
  (options: Options) =>
  (
    ...[database, accounts, ledger, quota, clock, instance, counted, differences]: WindowParts
  ): WindowDrain => {
    const parts = partsOf(options, [database, accounts, ledger, quota, clock, instance, counted]);
    const halving = new WindowHalving(database, clock, options.settings.tooLargeForMs);
    const reader = new WindowReader(parts, new PageRecording(parts), halving, new LookBack(parts), counted);
    const disputed = new DisputedWindows(database, accounts, counted, differences, clock);
    return new WindowDrain(parts, new WindowClaiming(parts, counted, disputed), counted, reader);
  };

/** A wake-up returns at once when its loop runs already, and makes it look once more. */
function addTasks(
  tasks: TaskList,
  changes: LegChanges,
  planning: Planning,
  budgets: BudgetForecast,
  needs: ListingNeeds,
  clocks: ClockAlarm,
  refreshes: RefreshDrain,
  looks: LookDrain,
  windows: WindowDrain,
  unread: UnreadFetching,
): true {
  const refreshing = new SingleLoop((signal) => refreshes.drain(signal));
  const looking = new SingleLoop((signal) => looks.run(signal));
  const reading = new SingleLoop((signal) => windows.drain(signal));
  const asking = new SingleLoop((signal) => unread.run(signal));
  tasks.add(task.POLLING_CHANGES, (_payload, { signal }) => changes.run(signal));
  tasks.add(task.POLLING_PLAN, async (_payload, { signal }) => {
    clocks.look();
    await needs.tell();
    await planning.run(signal);
    await budgets.look();
  });
  tasks.add(task.POLLING_REFRESH, (_payload, { signal }) => {
    refreshes.poke();
    return refreshing.run(signal);
  });
  tasks.add(task.POLLING_LOOK, (_payload, { signal }) => looking.run(signal));
  tasks.add(task.POLLING_READ, async (_payload, { signal }) => {
    windows.poke();
    await Promise.all([reading.run(signal), asking.run(signal)]);
  });
  return true;
}
