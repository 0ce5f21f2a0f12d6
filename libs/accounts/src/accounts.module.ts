import { type DynamicModule, Module, type OnModuleDestroy, type Type } from '@nestjs/common';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { AccountDirectory, type AccountDirectoryOptions } from './accounts/account-directory.js';
import { AccountTestService } from './accounts/account-test.service.js';
import { AccountsService } from './accounts/accounts.service.js';
import { ApiKeysService } from './keys/api-keys.service.js';
import { AccountGate } from './gate/account-gate.js';
import type { Attribution } from './stores/attribution.js';
import { BindingsService } from './stores/bindings.service.js';
import { ProductsService } from './products/products.service.js';
import { PushService } from './accounts/push.service.js';
import { QuotaOverview } from './quota/quota-overview.js';
import { QuotaReadings } from './quota/quota-readings.js';
import { QuotaService } from './quota/quota.service.js';
import type { Released } from './products/released.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { SessionsService } from './keys/sessions.service.js';
import { PasswordsService } from './users/passwords.service.js';
import { userProviders } from './users/user.providers.js';
import { UsersService } from './users/users.service.js';
import { StoresService } from './stores/stores.service.js';
import { WebhookAddressService } from './accounts/webhook-address.service.js';

export interface AccountsModuleOptions extends Omit<AccountDirectoryOptions, 'refreshEveryMs' | 'clock'> {
  readonly box: SecretBox;
  readonly outbound: OutboundPolicy;
  /** Who gives orders to stores: a provider of another module, because this lib may not know the ledger. */
  readonly attribution: Type<Attribution>;
  /** Who lets work go on that waited for a product mapping: dispatch, which this lib may not know either. */
  readonly released: Type<{ release: Released }>;
  readonly log: Log;
}

/** How soon what another hub changed is seen here. A pause must work "at once": the probe is one small query. */
const REFRESH_EVERY_MS = 1_000;

/** Global. Wants Database, DatabaseClock, ConnectorRegistry, attribution and released from other global modules. */
@Module({})
export class AccountsModule implements OnModuleDestroy {
  constructor(
    private readonly directory: AccountDirectory,
    private readonly keys: ApiKeysService,
    private readonly sessions: SessionsService,
  ) {}

  static forRoot(options: AccountsModuleOptions): DynamicModule {
    return {
      module: AccountsModule,
      global: true,
      providers: [
        ...inMemory(options),
        ...services(options),
        ...tillServices(options),
        ...asking,
        ...userProviders,
      ],
      exports: [
        AccountDirectory,
        AccountGate,
        AccountsService,
        AccountTestService,
        ApiKeysService,
        BindingsService,
        PasswordsService,
        ProductsService,
        PushService,
        QuotaOverview,
        QuotaReadings,
        QuotaService,
        SessionsService,
        StoresService,
        UsersService,
        WebhookAddressService,
      ],
    };
  }

  onModuleDestroy(): void {
    this.directory.stop();
    this.keys.stop();
    this.sessions.stop();
  }
}

/** Loaded before anything else may ask them. */
const inMemory = ({ box, onFault, onSecrets, onChanged }: AccountsModuleOptions) => [
  {
    provide: AccountDirectory,
    useFactory: async (database: Database, connectors: ConnectorRegistry, clock: DatabaseClock) => {
      const told = { onFault, ...(onSecrets && { onSecrets }), ...(onChanged && { onChanged }) };
      const options = { refreshEveryMs: REFRESH_EVERY_MS, clock, ...told };
      const directory = new AccountDirectory(database, connectors, box, options);
      await directory.start();
      return directory;
    },
    inject: [Database, ConnectorRegistry, DatabaseClock],
  },
  {
    provide: AccountGate,
    useFactory: (...parts: ConstructorParameters<typeof AccountGate>) => new AccountGate(...parts),
    inject: [AccountDirectory, QuotaService, DatabaseClock, Database],
  },
  {
    provide: ApiKeysService,
    useFactory: async (database: Database, clock: DatabaseClock) => {
      const keys = new ApiKeysService(database, clock, { refreshEveryMs: REFRESH_EVERY_MS, onFault });
      await keys.start();
      return keys;
    },
    inject: [Database, DatabaseClock],
  },
  {
    provide: SessionsService,
    useFactory: async (database: Database, clock: DatabaseClock) => {
      const sessions = new SessionsService(database, clock, {
        refreshEveryMs: REFRESH_EVERY_MS,
        onFault,
      });
      await sessions.start();
      return sessions;
    },
    inject: [Database, DatabaseClock],
  },
];

const services = ({ box, outbound, attribution }: AccountsModuleOptions) => [
  {
    provide: AccountsService,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      connectors: ConnectorRegistry,
      directory: AccountDirectory,
    ) => new AccountsService({ database, clock, connectors, box, policy: outbound, directory }),
    inject: [Database, DatabaseClock, ConnectorRegistry, AccountDirectory],
  },
  {
    provide: WebhookAddressService,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      connectors: ConnectorRegistry,
      directory: AccountDirectory,
    ) => new WebhookAddressService({ database, clock, connectors, box, directory }),
    inject: [Database, DatabaseClock, ConnectorRegistry, AccountDirectory],
  },
  {
    provide: StoresService,
    useFactory: (database: Database, clock: DatabaseClock, given: Attribution) =>
      new StoresService(database, clock, given),
    inject: [Database, DatabaseClock, attribution],
  },
  {
    provide: BindingsService,
    useFactory: (database: Database, clock: DatabaseClock, directory: AccountDirectory, given: Attribution) =>
      new BindingsService(database, clock, directory, given),
    inject: [Database, DatabaseClock, AccountDirectory, attribution],
  },
];

/** What a till's account has besides: products, and a quota of calls. */
const tillServices = ({ released, log }: AccountsModuleOptions) => [
  {
    provide: ProductsService,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      directory: AccountDirectory,
      given: { release: Released },
    ) => new ProductsService(database, clock, directory, (...mapped) => given.release(...mapped)),
    inject: [Database, DatabaseClock, AccountDirectory, released],
  },
  {
    provide: QuotaService,
    useFactory: (database: Database, clock: DatabaseClock, directory: AccountDirectory) =>
      new QuotaService(database, clock, directory),
    inject: [Database, DatabaseClock, AccountDirectory],
  },
  {
    provide: QuotaOverview,
    useFactory: (database: Database, clock: DatabaseClock, directory: AccountDirectory) =>
      new QuotaOverview(database, clock, directory),
    inject: [Database, DatabaseClock, AccountDirectory],
  },
  {
    provide: QuotaReadings,
    useFactory: (database: Database, clock: DatabaseClock, directory: AccountDirectory) =>
      new QuotaReadings(database, clock, directory, log),
    inject: [Database, DatabaseClock, AccountDirectory],
  },
];

/** What asks a vendor on a person's behalf. */
const asking = [
  {
    provide: AccountTestService,
    useFactory: (directory: AccountDirectory, quotas: QuotaService) =>
      new AccountTestService(directory, quotas),
    inject: [AccountDirectory, QuotaService],
  },
  {
    provide: PushService,
    useFactory: (directory: AccountDirectory) => new PushService(directory),
    inject: [AccountDirectory],
  },
];
