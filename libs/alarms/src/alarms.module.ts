import { type DynamicModule, Module } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { Instance } from '#jobs/instance.js';
import { DEFAULT_ALARMS_SETTINGS } from './alarms-settings.js';
import { Looking } from './keep/looking.js';
import { AcknowledgingService } from './operator/acknowledging.service.js';
import { AddressesQuery } from './operator/addresses.query.js';
import { AddressesService } from './operator/addresses.service.js';
import { AlarmsQuery } from './operator/alarms.query.js';
import { FailingAddresses } from './send/failing-addresses.query.js';
import { Posting } from './send/posting.js';
import { type SendOptions, sendProviders } from './send/send.providers.js';

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
  {
    provide: AddressesQuery,
    useFactory: (database: Database) => new AddressesQuery(database),
    inject: [Database],
  },
];

const addresses = ({ box, outbound, onSecrets }: SendOptions) => ({
  provide: AddressesService,
  useFactory: (database: Database, clock: DatabaseClock, instance: Instance, posting: Posting) =>
    new AddressesService({ database, clock, instance, box, outbound, posting, onSecrets }),
  inject: [Database, DatabaseClock, Instance, Posting],
});

/** Global. What stands is told by whoever asks `Looking`: this lib knows none of those who have troubles. */
@Module({})
export class AlarmsModule {
  static forRoot(options: SendOptions): DynamicModule {
    const settings = DEFAULT_ALARMS_SETTINGS;
    return {
      module: AlarmsModule,
      global: true,
      providers: [
        ...OPERATOR,
        addresses(options),
        ...sendProviders(options, settings),
        {
          provide: Looking,
          useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
            new Looking({ database, clock, instance, log: options.log, settings }),
          inject: [Database, DatabaseClock, Instance],
        },
      ],
      exports: [...OPERATOR.map(({ provide }) => provide), AddressesService, FailingAddresses, Looking],
    };
  }
}
