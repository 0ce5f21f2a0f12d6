import type { Type } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Deriving } from '../derive/deriving.js';
import { DueHours } from '../derive/due-hours.js';
import { Holding } from '../derive/holding.js';
import type { SourceCoverage } from '../derive/source-coverage.js';
import { DaySalesQuery } from './day-sales.query.js';
import { GapCountsQuery } from './gap-counts.query.js';
import { GapDaysQuery } from './gap-days.query.js';
import { GapTroublesQuery } from './gap-troubles.query.js';
import { GapsQuery } from './gaps.query.js';
import { SubmissionJobRun } from './submission-job-run.js';
import { SubmissionJobsService } from './submission-jobs.service.js';
import type { ReportingSettings } from '../reporting-settings.js';
import { CoveredHours } from '../watch/covered-hours.js';
import { HoleFilling } from '../watch/hole-filling.js';

interface GapOptions {
  readonly settings: ReportingSettings;
  readonly log: Log;
  readonly coverage: Type<SourceCoverage>;
}

const SHOWING = [GapsQuery, GapDaysQuery, DaySalesQuery] as const;
const COUNTING = [GapCountsQuery, GapTroublesQuery] as const;
export const GAP_QUERIES = [...SHOWING, ...COUNTING, SubmissionJobsService];

/** What sees to it that every hour is derived once its time has come, and shows where each stands. */
export const gapProviders = ({ settings, log, coverage }: GapOptions) => [
  {
    provide: Holding,
    useFactory: (sources: SourceCoverage, clock: DatabaseClock) => new Holding(sources, clock, settings),
    inject: [coverage, DatabaseClock],
  },
  {
    provide: SubmissionJobsService,
    useFactory: (database: Database, clock: DatabaseClock) => new SubmissionJobsService(database, clock, log),
    inject: [Database, DatabaseClock],
  },
  ...[DueHours, HoleFilling, SubmissionJobRun].map((Each) => ({
    provide: Each,
    useFactory: (database: Database, clock: DatabaseClock, deriving: Deriving, holding: Holding) =>
      new Each({ database, clock, deriving, holding, settings, log }),
    inject: [Database, DatabaseClock, Deriving, Holding],
  })),
  {
    provide: CoveredHours,
    useFactory: (database: Database, sources: SourceCoverage) => new CoveredHours(database, sources, log),
    inject: [Database, coverage],
  },
  ...SHOWING.map((Query) => ({
    provide: Query,
    useFactory: (database: Database, clock: DatabaseClock, sources: SourceCoverage) =>
      new Query(database, { coverage: sources, clock, settings }),
    inject: [Database, DatabaseClock, coverage],
  })),
  ...COUNTING.map((Query) => ({
    provide: Query,
    useFactory: (database: Database) => new Query(database, settings),
    inject: [Database],
  })),
];
