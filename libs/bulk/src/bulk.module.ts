import { type DynamicModule, Module } from '@nestjs/common';
import { AuditWriter } from '#audit/acts/audit-writer.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { TaskList } from '#jobs/task-list.js';
import { BulkActs } from './bulk-act.js';
import { BULK_FORGET, BULK_RUN } from './bulk.tasks.js';
import { BulksQuery } from './bulks.query.js';
import { BulksService } from './bulks.service.js';
import { deleteOldBulks } from './old-bulks.store.js';
import { Running } from './running.js';

/** Longer than an item takes, ms; it is renewed with each. */
const LEASE_MS = 60_000;

/** Global: whoever has an act adds it to `BulkActs`. */
@Module({})
export class BulkModule {
  static forRoot({ log }: { readonly log: Log }): DynamicModule {
    return {
      module: BulkModule,
      global: true,
      providers: [
        BulkActs,
        {
          provide: BulksQuery,
          useFactory: (database: Database, clock: DatabaseClock) => new BulksQuery(database, clock),
          inject: [Database, DatabaseClock],
        },
        {
          provide: BulksService,
          useFactory: (database: Database, clock: DatabaseClock, instance: Instance, acts: BulkActs) =>
            new BulksService({ database, clock, instance, acts, log }),
          inject: [Database, DatabaseClock, Instance, BulkActs],
        },
        {
          provide: 'bulk tasks',
          useFactory: addTasks(log),
          inject: [TaskList, Database, DatabaseClock, Instance, BulkActs, AuditWriter],
        },
      ],
      exports: [BulkActs, BulksQuery, BulksService],
    };
  }
}

const addTasks =
  (log: Log) =>
  (
    tasks: TaskList,
    database: Database,
    clock: DatabaseClock,
    instance: Instance,
    acts: BulkActs,
    writer: AuditWriter,
  ): true => {
    const leases = new Leases(clock, instance, LEASE_MS);
    const running = new Running({ database, clock, leases, acts, writer, log });
    tasks.add(BULK_RUN, (_payload, { signal }) => running.run(signal));
    tasks.add(BULK_FORGET, () => within('long', () => deleteOldBulks(database, clock.now())));
    return true;
  };
