import { type DynamicModule, Module } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { QuotaService } from '#accounts/quota/quota.service.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { SYSTEM_CHANCE } from './chance.js';
import type { DispatchParts } from './dispatch-parts.js';
import { DispatchCausesQuery } from './operator/dispatch-causes.query.js';
import { DispatchRelease } from './operator/dispatch-release.js';
import { LostPlacings } from './operator/lost-placings.js';
import { DispatchRequestService } from './operator/dispatch-request.service.js';
import { DispatchResolveService } from './operator/dispatch-resolve.service.js';
import type { DispatchSettings } from './dispatch-settings.js';
import { DispatchTroublesQuery } from './operator/dispatch-troubles.query.js';
import { DispatchQuery } from './operator/dispatch.query.js';
import { MoveRequestService } from './operator/move-request.service.js';
import { OverdueDispatchesQuery } from './operator/overdue-dispatches.query.js';
import { UnmappedItemsQuery } from './operator/unmapped-items.query.js';
import { DISPATCH_PLAN, DISPATCH_SEND } from './dispatch.tasks.js';
import { PlacingGrounds } from './plan/placing-ground.js';
import { Planning } from './plan/planning.js';
import { DispatchDrain } from './send/dispatch-drain.js';

export interface DispatchModuleOptions {
  readonly settings: DispatchSettings;
  readonly log: Log;
}

const PARTS = 'dispatch parts';

const OF_PARTS = [
  ...[Planning, DispatchDrain, LostPlacings, PlacingGrounds],
  ...[DispatchRequestService, MoveRequestService, DispatchResolveService],
];

/** Global: accounts tells `DispatchRelease` of mappings without knowing this lib. */
@Module({})
export class DispatchModule {
  static forRoot(options: DispatchModuleOptions): DynamicModule {
    return {
      module: DispatchModule,
      global: true,
      providers: [
        {
          provide: PARTS,
          useFactory: partsOf(options),
          inject: [Database, DatabaseClock, Instance, AccountDirectory, LedgerService, QuotaService],
        },
        ...OF_PARTS.map((Service) => ({
          provide: Service,
          useFactory: (parts: DispatchParts) => new Service(parts),
          inject: [PARTS],
        })),
        ...[UnmappedItemsQuery, DispatchCausesQuery].map((Query) => ({
          provide: Query,
          useFactory: (database: Database) => new Query(database),
          inject: [Database],
        })),
        ...[DispatchQuery, DispatchTroublesQuery, OverdueDispatchesQuery].map((Query) => ({
          provide: Query,
          useFactory: (database: Database, clock: DatabaseClock) => new Query(database, clock),
          inject: [Database, DatabaseClock],
        })),
        {
          provide: DispatchRelease,
          useFactory: (clock: DatabaseClock, instance: Instance) => new DispatchRelease(clock, instance),
          inject: [DatabaseClock, Instance],
        },
        { provide: 'dispatch tasks', useFactory: addTasks, inject: [TaskList, Planning, DispatchDrain] },
      ],
      exports: [
        DispatchQuery,
        DispatchCausesQuery,
        DispatchTroublesQuery,
        OverdueDispatchesQuery,
        UnmappedItemsQuery,
        DispatchRelease,
        DispatchRequestService,
        MoveRequestService,
        DispatchResolveService,
        LostPlacings,
        PlacingGrounds,
      ],
    };
  }
}

const partsOf =
  ({ settings, log }: DispatchModuleOptions) =>
  (
    database: Database,
    clock: DatabaseClock,
    instance: Instance,
    accounts: AccountDirectory,
    ledger: LedgerService,
    quota: QuotaService,
  ): DispatchParts => ({
    database,
    clock,
    instance,
    accounts,
    ledger,
    links: ledger,
    quota,
    settings,
    log,
    chance: SYSTEM_CHANCE,
  });

function addTasks(tasks: TaskList, planning: Planning, sending: DispatchDrain): true {
  tasks.add(DISPATCH_PLAN, (_payload, { signal }) => planning.run(signal));
  const sends = new SingleLoop((signal) => sending.run(signal));
  tasks.add(DISPATCH_SEND, (_payload, { signal }) => {
    sending.poke();
    return sends.run(signal);
  });
  return true;
}
