import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { TaskList } from '#jobs/task-list.js';
import { Confirming } from './submit/confirming.js';
import { CoverConfirmationService } from './operator/cover-confirmation.service.js';
import { Deriving } from './derive/deriving.js';
import { DisputedHoursQuery } from './operator/disputed-hours.query.js';
import { DueHours } from './derive/due-hours.js';
import { Holding } from './derive/holding.js';
import { HoleFilling } from './watch/hole-filling.js';
import { HourHistoryService } from './operator/hour-history.service.js';
import { HoursSweep } from './watch/hours-sweep.js';
import { CoveredHours } from './watch/covered-hours.js';
import { LateChanges } from './watch/late-changes.js';
import { OverdueSubmissionsQuery } from './operator/overdue-submissions.query.js';
import { GAP_QUERIES, gapProviders } from './operator/gap-providers.js';
import type { ReportingSettings } from './reporting-settings.js';
import * as task from './reporting.tasks.js';
import { Deciding } from './derive/deciding.js';
import { Restating } from './derive/restating.js';
import { SalesHourQuery } from './operator/sales-hour.query.js';
import { SalesExportService } from './operator/export/sales-export.service.js';
import { SubmissionJobRun } from './operator/submission-job-run.js';
import { SubmissionRequestService } from './operator/submission-request.service.js';
import { SubmissionTroublesQuery } from './operator/submission-troubles.query.js';
import { SubmissionQuery } from './operator/submission.query.js';
import type { SourceCoverage } from './derive/source-coverage.js';
import { openSubmitting } from './submit/open-submitting.js';
import { Submitting } from './submit/submitting.js';

export interface ReportingModuleOptions {
  readonly settings: ReportingSettings;
  readonly log: Log;
  /** Who knows how far the sources of stores are read: a provider of a global module. */
  readonly coverage: Type<SourceCoverage>;
}

const QUERIES = [
  SalesHourQuery,
  HourHistoryService,
  SalesExportService,
  SubmissionQuery,
  SubmissionTroublesQuery,
  DisputedHoursQuery,
];

/** Global: polling asks `DisputedHoursQuery` without knowing this lib. */
@Module({})
export class ReportingModule {
  static forRoot(options: ReportingModuleOptions): DynamicModule {
    return {
      module: ReportingModule,
      global: true,
      providers: [
        ...deriving(options),
        ...watching(options),
        ...gapProviders(options),
        ...requesting(options),
        ...submitting(options),
        ...QUERIES.map((Query) => ({
          provide: Query,
          useFactory: (database: Database) => new Query(database),
          inject: [Database],
        })),
        {
          provide: OverdueSubmissionsQuery,
          useFactory: (database: Database, clock: DatabaseClock) =>
            new OverdueSubmissionsQuery(database, clock),
          inject: [Database, DatabaseClock],
        },
        {
          provide: 'reporting tasks',
          useFactory: addTasks,
          inject: [
            TaskList,
            LateChanges,
            DueHours,
            Restating,
            HoursSweep,
            Submitting,
            CoveredHours,
            Confirming,
            HoleFilling,
            SubmissionJobRun,
          ],
        },
      ],
      exports: [
        ...QUERIES,
        ...GAP_QUERIES,
        CoverConfirmationService,
        OverdueSubmissionsQuery,
        SubmissionRequestService,
      ],
    };
  }
}

/** What derives hours and decides what becomes of them. */
const deriving = ({ settings, log }: ReportingModuleOptions) => [
  {
    provide: Deciding,
    useFactory: (clock: DatabaseClock, instance: Instance) => new Deciding(clock, instance, settings.restate),
    inject: [DatabaseClock, Instance],
  },
  {
    provide: Deriving,
    useFactory: (clock: DatabaseClock, instance: Instance, deciding: Deciding) =>
      new Deriving(clock, instance, deciding),
    inject: [DatabaseClock, Instance, Deciding],
  },
  {
    provide: Restating,
    useFactory: (database: Database, clock: DatabaseClock, deciding: Deciding) =>
      new Restating(database, clock, deciding, settings, log),
    inject: [Database, DatabaseClock, Deciding],
  },
];

/** What sees to it that a derived hour and the ledger do not part unseen. */
const watching = ({ settings, log }: ReportingModuleOptions) => [
  {
    provide: LateChanges,
    useFactory: (database: Database, deriving: Deriving) =>
      new LateChanges(database, deriving, settings, log),
    inject: [Database, Deriving],
  },
  {
    provide: HoursSweep,
    useFactory: (database: Database, clock: DatabaseClock) => new HoursSweep(database, clock, log),
    inject: [Database, DatabaseClock],
  },
];

/** What people do. */
const requesting = ({ settings }: ReportingModuleOptions) => [
  {
    provide: SubmissionRequestService,
    useFactory: (database: Database, clock: DatabaseClock, deriving: Deriving, holding: Holding) =>
      new SubmissionRequestService(database, clock, deriving, holding, settings),
    inject: [Database, DatabaseClock, Deriving, Holding],
  },
  {
    provide: CoverConfirmationService,
    useFactory: (database: Database, accounts: AccountsService) =>
      new CoverConfirmationService(database, accounts),
    inject: [Database, AccountsService],
  },
];

/** What speaks to the vendor, and what sees to it that the last word is the right one. */
const submitting = (options: ReportingModuleOptions) => [
  {
    provide: Submitting,
    useFactory: (database: Database, accounts: AccountDirectory, clock: DatabaseClock, instance: Instance) =>
      openSubmitting({ ...options, database, accounts, clock, instance }),
    inject: [Database, AccountDirectory, DatabaseClock, Instance],
  },
  {
    provide: Confirming,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new Confirming({ database, clock, log: options.log }, instance),
    inject: [Database, DatabaseClock, Instance],
  },
];

function addTasks(
  tasks: TaskList,
  changes: LateChanges,
  due: DueHours,
  restating: Restating,
  sweep: HoursSweep,
  submitting: Submitting,
  covered: CoveredHours,
  confirming: Confirming,
  holes: HoleFilling,
  requested: SubmissionJobRun,
): true {
  tasks.add(task.REPORTING_CHANGES, (_payload, { signal }) => changes.run(signal));
  tasks.add(task.REPORTING_DERIVE, async (_payload, { signal }) => {
    await due.run(signal);
    await covered.run(signal);
  });
  tasks.add(task.REPORTING_RESTATE, (_payload, { signal }) => restating.run(signal));
  tasks.add(task.REPORTING_SWEEP, (_payload, { signal }) => within('long', () => sweep.run(signal)));
  tasks.add(task.REPORTING_CONFIRM, (_payload, { signal }) => confirming.run(signal));
  tasks.add(task.REPORTING_FILL, (_payload, { signal }) => within('long', () => holes.run(signal)));
  tasks.add(task.REPORTING_REQUESTED, (_payload, { signal }) => requested.run(signal));
  tasks.add(task.REPORTING_SUBMIT, (_payload, { signal }) => submitting.run(signal));
  return true;
}
