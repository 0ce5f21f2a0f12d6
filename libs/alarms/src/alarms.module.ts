import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { DEFAULT_ALARMS_SETTINGS } from './alarms-settings.js';
import { Looking } from './keep/looking.js';
import { AcknowledgingService } from './operator/acknowledging.service.js';
import { AlarmsQuery } from './operator/alarms.query.js';

interface AlarmsModuleOptions {
  readonly log: Log;
}

const OPERATOR = [
  {
    provide: AlarmsQuery,
    useFactory: (database: Database) => new AlarmsQuery(database),
    inject: [Database],
  },
  {
    provide: AcknowledgingService,
    useFactory: (database: Database, clock: DatabaseClock) => new AcknowledgingService(database, clock),
    inject: [Database, DatabaseClock],
  },
];

/** Global. What stands is told by whoever asks `Looking`: this lib knows none of those who have troubles. */
@Module({})
export class AlarmsModule {
  static forRoot({ log }: AlarmsModuleOptions): DynamicModule {
    return {
      module: AlarmsModule,
      global: true,
      providers: [
        ...OPERATOR,
        {
          provide: Looking,
          useFactory: (database: Database, clock: DatabaseClock) =>
            new Looking({ database, clock, log, settings: DEFAULT_ALARMS_SETTINGS }),
          inject: [Database, DatabaseClock],
        },
      ],
      exports: [...OPERATOR.map(({ provide }) => provide), Looking],
    };
  }
}
