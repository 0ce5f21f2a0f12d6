import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { Instance } from '#jobs/instance.js';
import { AttributionService } from './attribution.service.js';
import { ContactKey } from './contact-key.js';
import { type LedgerConsumer, LedgerService } from './ledger.service.js';
import { OrderQuery } from './order.query.js';

export interface LedgerModuleOptions {
  /** 32 bytes. */
  readonly masterKey: Buffer;
  readonly consumers: readonly LedgerConsumer[];
}

@Module({})
export class LedgerModule {
  static forRoot({ masterKey, consumers }: LedgerModuleOptions): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      providers: [
        { provide: ContactKey, useValue: new ContactKey(masterKey) },
        {
          provide: LedgerService,
          useFactory: (database: Database, clock: DatabaseClock, instance: Instance, key: ContactKey) =>
            new LedgerService(database, clock, instance, key, consumers),
          inject: [Database, DatabaseClock, Instance, ContactKey],
        },
        {
          provide: AttributionService,
          useFactory: (ledger: LedgerService, clock: DatabaseClock) => new AttributionService(ledger, clock),
          inject: [LedgerService, DatabaseClock],
        },
        {
          provide: OrderQuery,
          useFactory: (database: Database, key: ContactKey) => new OrderQuery(database, key),
          inject: [Database, ContactKey],
        },
      ],
      exports: [LedgerService, AttributionService, OrderQuery],
    };
  }
}
