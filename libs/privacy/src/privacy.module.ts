import { type DynamicModule, Module } from '@nestjs/common';
import { BulkActs } from '#bulk/bulk-act.js';
import { BulksService } from '#bulk/bulks.service.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { BODY_KEEPING, type BodyKeeping } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import { ContactKey } from '#ledger/contact-key.js';
import { ErasedList } from './erased-list.js';
import { ERASE, ErasuresService } from './erasures.service.js';
import { Erasing } from './erasing.js';
import { ExportsService } from './exports.service.js';

@Module({})
export class PrivacyModule {
  static forRoot({ log }: { readonly log: Log }): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        {
          provide: ErasuresService,
          useFactory: makeErasures(log),
          inject: [Database, DatabaseClock, BulksService, BulkActs, ContactKey, BODY_KEEPING],
        },
        {
          provide: ExportsService,
          useFactory: (database: Database, clock: DatabaseClock, key: ContactKey, keeping: BodyKeeping) =>
            new ExportsService({ database, clock, key, keeping, erasing: new Erasing(keeping, clock) }),
          inject: [Database, DatabaseClock, ContactKey, BODY_KEEPING],
        },
        {
          provide: ErasedList,
          useFactory: (database: Database, clock: DatabaseClock) => new ErasedList(database, clock),
          inject: [Database, DatabaseClock],
        },
      ],
      exports: [ErasuresService, ExportsService, ErasedList],
    };
  }
}

const makeErasures =
  (log: Log) =>
  (
    database: Database,
    clock: DatabaseClock,
    bulks: BulksService,
    acts: BulkActs,
    key: ContactKey,
    keeping: BodyKeeping,
  ): ErasuresService => {
    const erasing = new Erasing(keeping, clock);
    const erasures = new ErasuresService({ database, clock, bulks, key, erasing, seal: keeping.seal, log });
    acts.add(ERASE, erasures.act);
    return erasures;
  };
