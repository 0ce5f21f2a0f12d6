import { randomUUID } from 'node:crypto';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { AccountsService } from '#accounts/accounts/accounts.service.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { BindingsService } from '#accounts/stores/bindings.service.js';
import { ProductsService } from '#accounts/products/products.service.js';
import { PushService } from '#accounts/accounts/push.service.js';
import { QuotaReadings } from '#accounts/quota/quota-readings.js';
import { QuotaOverview } from '#accounts/quota/quota-overview.js';
import { QuotaService } from '#accounts/quota/quota.service.js';
import { StoresService } from '#accounts/stores/stores.service.js';
import { accountKeyName } from '#accounts/accounts/account-secrets.js';
import { WebhookAddressService } from '#accounts/accounts/webhook-address.service.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import type { Connector } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { ConnectorRegistry } from '#connectors-core/connector-registry.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { AcceptedItem } from '#accounts/products/product-input.js';
import type { Released } from '#accounts/products/released.js';
import type { Sql } from '#database/sql.js';
import type { AttributionScope, Moving } from '#domain/attribution.js';
import type { Clock } from '#domain/clock.js';
import type { LogEvent } from '#domain/log.js';
import type { Keyring } from '#sealing/keyring.js';
import { FIRST_ID, type MasterKey } from '#sealing/master-keys.js';
import { SecretBox } from '#sealing/secret-box.js';
import { PATIENT } from '../../support/database.js';
import { keyringOf } from '../../support/open-keyring.js';
import { till } from './toy-till.js';
import { said } from '#connectors-core/testing/said.js';

const TEXT = { zh: '', en: '' };

const FIELDS = [
  { name: 'openId', ...said('Open id'), type: 'text', required: true },
  { name: 'openKey', ...said('Open key'), type: 'text', sensitive: true, required: true },
  { name: 'backupKey', ...said('Backup key'), type: 'text', sensitive: true },
  { name: 'signingKeys', ...said('Signing keys'), type: 'list', sensitive: true },
  { name: 'mode', ...said('Mode'), type: 'choice', choices: { a: TEXT, b: TEXT }, default: 'a' },
] as const satisfies readonly ConfigField[];

const base = {
  title: '',
  titles: { zh: '', en: '' },
  sells: 'first',
  storeIds: 'vendor',
  configFields: FIELDS,
  personalFields: [],
  limits: () => ({ requestsPerSecond: 1, concurrency: 1 }),
} as const;

/** Takes webhooks and makes calls. */
export const shop: Connector = {
  ...base,
  id: 'shop',
  defaultBaseUrl: 'https://shop.example.com',
  webhook: {
    verify: () => ({ key: null, references: [] }),
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'ok' },
    keyLifetimeMs: 1,
  },
  source: { fetch: () => Promise.resolve({ found: false, message: '' }) },
};

/** An account of it is one store. */
export const oneStore: Connector = { ...shop, id: 'one-store', storeIds: 'account' };

/** Is reported to; its stores have ids of digits. */
export const reports: Connector = {
  ...base,
  id: 'reports',
  defaultBaseUrl: 'https://reports.example.com',
  salesSink: {
    payload: (_sales, vendorStoreId) => {
      if (!/^\d+$/.test(vendorStoreId))
        throw new ConnectorError('invalid_config', 'a store id here is digits');
      return { vendorStoreId };
    },
    submit: () => Promise.resolve({ vendorCode: '0', message: '' }),
  },
};

export const CONFIG = { openId: 'open-1', openKey: 'the-open-key' };

export interface Hub {
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: AccountDirectory;
  readonly accounts: AccountsService;
  readonly addresses: WebhookAddressService;
  readonly keyring: Keyring;
  readonly stores: StoresService;
  readonly bindings: BindingsService;
  readonly keys: ApiKeysService;
  readonly products: ProductsService;
  readonly push: PushService;
  readonly quotas: QuotaService;
  readonly overview: QuotaOverview;
  readonly readings: QuotaReadings;
  readonly faults: string[];
  readonly secrets: string[];
  /** The accounts that were said to be others now. */
  readonly changed: string[];
  /** What attribution was asked for. */
  readonly attributed: AttributionScope[];
  /** The accounts and items whose waiting orders were released. */
  readonly released: { readonly accountId: string; readonly items: readonly string[] }[];
  readonly logged: LogEvent[];
  close(): Promise<void>;
}

export interface HubOptions {
  readonly masterKeys?: readonly [MasterKey, ...MasterKey[]];
  readonly connectors?: readonly Connector[];
  readonly attribute?: (sql: Sql, scope: AttributionScope) => Promise<void>;
  /** Whether every change has orders to move that take their time. */
  readonly movesOrders?: () => boolean;
  /** What every change is said to move. */
  readonly moving?: () => Moving;
  readonly release?: Released;
  /** Instead of the database's. */
  readonly clock?: Clock;
}

const MASTER_KEY: MasterKey = { id: FIRST_ID, bytes: Buffer.alloc(32, 5) };

/** What one hub makes of this lib, on a database that several may share. */
export async function openHub(url: string, options: HubOptions = {}): Promise<Hub> {
  const database = new Database(
    { url, max: 4, name: `accounts ${randomUUID()}`, ...PATIENT },
    () => undefined,
  );
  const clock = options.clock ?? (await measuredClock(database));
  const registry = ConnectorRegistry.of(options.connectors ?? [shop, oneStore, reports, till()]);
  const keyring = keyringOf({ database, clock }, options.masterKeys ?? [MASTER_KEY]);
  const box = new SecretBox(keyring, accountKeyName);
  const faults: string[] = [];
  const secrets: string[] = [];
  const changed: string[] = [];
  const attributed: AttributionScope[] = [];
  const fresh = {
    // Tests ask for a refresh by themselves.
    refreshEveryMs: 3_600_000,
    clock,
    onFault: (message: string) => faults.push(message),
    onSecrets: (values: readonly string[]) => secrets.push(...values),
    onChanged: (id: string) => changed.push(id),
  };
  const attribution = {
    preview: async () => options.moving?.() ?? { orders: 0, sales: [] },
    stores: async () => [],
    begin: async (sql: Sql, scope: AttributionScope) => {
      attributed.push(scope);
      await options.attribute?.(sql, scope);
      return { id: randomUUID(), movesOrders: options.movesOrders?.() ?? false };
    },
    goOn: async () => false,
  };
  const released: Hub['released'] = [];
  const logged: LogEvent[] = [];
  const release = async (sql: Sql, accountId: string, mapped: readonly AcceptedItem[]): Promise<void> => {
    released.push({
      accountId,
      items: mapped.map(({ itemName, itemSpec }) => [itemName, itemSpec].join('/')).toSorted(),
    });
    await options.release?.(sql, accountId, mapped);
  };
  const directory = new AccountDirectory(database, registry, box, fresh);
  const policy = new OutboundPolicy(['127.0.0.0/8']);
  return {
    database,
    clock,
    directory,
    keyring,
    addresses: new WebhookAddressService({ database, clock, connectors: registry, box, directory }),
    accounts: new AccountsService({ database, clock, connectors: registry, box, policy, directory }),
    stores: new StoresService(database, clock, attribution),
    bindings: new BindingsService(database, clock, directory, attribution),
    keys: new ApiKeysService(database, clock, fresh),
    products: new ProductsService(database, clock, directory, release),
    push: new PushService(directory),
    quotas: new QuotaService(database, clock, directory),
    overview: new QuotaOverview(database, clock, directory),
    readings: new QuotaReadings(database, clock, directory, (event) => logged.push(event)),
    faults,
    secrets,
    changed,
    attributed,
    released,
    logged,
    close: async () => {
      directory.stop();
      await database.close();
    },
  };
}

async function measuredClock(database: Database): Promise<DatabaseClock> {
  const clock = new DatabaseClock(database);
  await clock.measure();
  return clock;
}

/** Not TRUNCATE … CASCADE: that reaches append-only tables, which refuse it. */
export async function forgetEverything({ database, directory }: Hub): Promise<void> {
  const counted = ['call_quotas', 'call_uses', 'caller_needs'];
  for (const table of [...counted, 'product_mappings', 'store_bindings', 'accounts', 'stores'])
    await database.rows({ text: `DELETE FROM ${table}` });
  await directory.refresh();
}
