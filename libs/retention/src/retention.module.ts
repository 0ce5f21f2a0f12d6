import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { TaskList } from '#jobs/task-list.js';
import type { RetainedKind } from './retained-kind.js';
import { RetentionPlan } from './retention-plan.js';
import { RetentionRun } from './retention-run.js';
import { RETENTION_RUN } from './retention.tasks.js';
import { RetentionSettingsService } from './settings.service.js';

export interface RetentionModuleOptions {
  readonly log: Log;
  /** Everything that goes, by each lib's own word. */
  readonly kinds: readonly RetainedKind[];
}

@Module({})
export class RetentionModule {
  static forRoot({ log, kinds }: RetentionModuleOptions): DynamicModule {
    return {
      module: RetentionModule,
      global: true,
      providers: [
        {
          provide: RetentionPlan,
          useFactory: (database: Database, clock: DatabaseClock) => new RetentionPlan(database, clock, kinds),
          inject: [Database, DatabaseClock],
        },
        {
          provide: RetentionSettingsService,
          useFactory: (database: Database, clock: DatabaseClock) =>
            new RetentionSettingsService(database, clock, log),
          inject: [Database, DatabaseClock],
        },
        {
          provide: 'retention tasks',
          useFactory: (tasks: TaskList, database: Database, clock: DatabaseClock): true => {
            const run = new RetentionRun({ database, clock, log, kinds });
            tasks.add(RETENTION_RUN, (_payload, { signal }) => run.run(signal));
            return true;
          },
          inject: [TaskList, Database, DatabaseClock],
        },
      ],
      exports: [RetentionPlan, RetentionSettingsService],
    };
  }
}
