import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { CallQuota, QuotaReading } from '#connectors-core/call-quota.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import type { Account } from '#connectors-core/account.js';
import type { Connector, PushAddress } from '#connectors-core/connector.js';
import type { OrderSink } from '#connectors-core/order-sink.js';
import { said } from '#connectors-core/testing/said.js';

const FLAG = { zh: '', en: '' };
const FLAGS = { place: FLAG, ship: FLAG, complete: FLAG, cancel: FLAG } as const;

const FIELDS = [
  { name: 'appId', ...said('App id'), type: 'text', required: true },
  { name: 'dailyCalls', ...said('Calls a day'), type: 'integer', min: 0 },
  { name: 'hourly', ...said('Calls an hour'), type: 'boolean' },
  {
    name: 'dispatch',
    ...said('Dispatch'),
    type: 'flags',
    flags: FLAGS,
    default: { place: false, ship: false, complete: false, cancel: false },
  },
] as const satisfies readonly ConfigField[];

const nothing = () => Promise.reject(new Error('this till takes no orders really'));

const orderSink: OrderSink = {
  document: () => ({ text: '{}', statedAt: new Date(0), totalFen: null }),
  place: nothing,
  ship: nothing,
  complete: nothing,
  cancel: nothing,
  find: nothing,
  cameFromTill: () => false,
};

/** Whatever it is asked, it is asked by one of these. */
export interface TillVendor {
  read?: (account: Account) => Promise<QuotaReading>;
  push?: PushAddress;
}

export const appIdOf = ({ config }: Account): string =>
  typeof config['appId'] === 'string' ? config['appId'] : '';

const HOUR_MS = 3_600_000;

/** A quota of calls a day, UTC, for each appId; of `hourly` accounts, an hour. */
export const dailyQuota = (read?: TillVendor['read']): CallQuota => ({
  caller: appIdOf,
  period: (at, { config }) => {
    const length = config['hourly'] === true ? HOUR_MS : 24 * HOUR_MS;
    const start = Math.floor(at.getTime() / length) * length;
    return { start: new Date(start), end: new Date(start + length) };
  },
  limit: ({ config }) => (typeof config['dailyCalls'] === 'number' ? config['dailyCalls'] : null),
  ...(read && { read: (_period, account) => read(account) }),
});

/** Takes orders, counts calls, and is told by a call where to send its notifications. */
export const till = ({ read, push }: TillVendor = {}): Connector => ({
  id: 'till',
  title: 'Till',
  titles: { zh: 'Till', en: 'Till' },
  sells: 'never',
  storeIds: 'vendor',
  defaultBaseUrl: 'https://till.example.com',
  configFields: FIELDS,
  personalFields: [],
  limits: () => ({ requestsPerSecond: 1, concurrency: 1 }),
  webhook: {
    verify: () => ({ key: null, references: [] }),
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'SUCCESS' },
    keyLifetimeMs: 1,
  },
  orderSink,
  quota: dailyQuota(read),
  ...(push && { push }),
});

/** A till's account that no database knows. */
export const tillAccount = (config: Account['config'], connector = till()): ActiveAccount => ({
  account: { id: 'till', connector: 'till', name: 'Till', baseUrl: 'https://till.example.com', config },
  connector,
  paused: false,
  flagsSince: {},
});
