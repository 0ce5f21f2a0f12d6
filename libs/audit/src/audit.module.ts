import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { TaskList } from '#jobs/task-list.js';
import { AuditWriter } from './acts/audit-writer.js';
import { ReasonErasing } from './acts/reason-erasing.js';
import { AUDIT_DROP, AUDIT_SEAL } from './audit.tasks.js';
import { Dropping } from './drop/dropping.js';
import { OverdueSealsQuery } from './chain/overdue-seals.query.js';
import { Sealing } from './chain/sealing.js';

export interface AuditOptions {
  readonly log: Log;
  /** Whole months that rows are kept. */
  readonly keepMonths: number;
}

/** Global: whoever changes something tells it by `audited`. */
@Module({})
export class AuditModule {
  static forRoot({ log, keepMonths }: AuditOptions): DynamicModule {
    return {
      module: AuditModule,
      global: true,
      providers: [
        {
          provide: AuditWriter,
          useFactory: (clock: DatabaseClock, instance: Instance) => new AuditWriter({ clock, instance }),
          inject: [DatabaseClock, Instance],
        },
        {
          provide: ReasonErasing,
          useFactory: (writer: AuditWriter) => new ReasonErasing(writer),
          inject: [AuditWriter],
        },
        {
          provide: OverdueSealsQuery,
          useFactory: (database: Database, clock: DatabaseClock) => new OverdueSealsQuery(database, clock),
          inject: [Database, DatabaseClock],
        },
        {
          provide: 'audit tasks',
          useFactory: addTasks(log, keepMonths),
          inject: [TaskList, Database, DatabaseClock, AuditWriter],
        },
      ],
      exports: [AuditWriter, OverdueSealsQuery, ReasonErasing],
    };
  }
}

const addTasks =
  (log: Log, keepMonths: number) =>
  (tasks: TaskList, database: Database, clock: DatabaseClock, writer: AuditWriter): true => {
    const sealing = new Sealing({ database, clock, log });
    const dropping = new Dropping({ database, clock, writer, log, keepMonths });
    tasks.add(AUDIT_SEAL, (_payload, { signal }) => sealing.run(signal));
    tasks.add(AUDIT_DROP, (_payload, { signal }) => within('long', () => dropping.run(signal)));
    return true;
  };
