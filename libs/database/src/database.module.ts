import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Database } from './database.js';
import { DatabaseClock } from './database-clock.js';

export interface DatabaseModuleOptions {
  readonly database: Database;
  readonly clock: DatabaseClock;
}

/** The hub opens the database before Nest starts, so that a start without one fails with one clear line. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot({ database, clock }: DatabaseModuleOptions): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: Database, useValue: database },
        { provide: DatabaseClock, useValue: clock },
      ],
      exports: [Database, DatabaseClock],
    };
  }
}
