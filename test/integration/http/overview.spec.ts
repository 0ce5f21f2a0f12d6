import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

interface Queue {
  readonly queue: string;
  readonly state: string;
  readonly severity: string | null;
  readonly count: number;
  readonly isMore: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Half a day from now in Shanghai: no day of a store that begins then ends while this runs. */
const DAY_START = `${new Date(Date.now() + (8 + 12) * HOUR_MS).toISOString().slice(11, 13)}:00`;

let created: TestDatabase;
let test: TestHub;
let database: Database;
let shop: { id: string; path: string; secret: string };
let storeId: string;
const get = (path: string) => test.send('GET', `/api/v1/${path}`);
const hub = () => new RestClient(`${test.url}/api/v1`, ADMIN_KEY);

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '200' });
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  shop = { id, path: new URL(webhookUrl).pathname, secret };
  const store = { code: 'S001', name: '一店', timeZone: 'Asia/Shanghai', businessDayStart: DAY_START };
  storeId = (await test.send('POST', '/api/v1/stores', store)).json.id;
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

async function sell(orderNo: string, at: number): Promise<void> {
  const paidAt = new Date(at).toISOString();
  const order = orderDocument({ orderNo, placedAt: paidAt, paidAt });
  const { body, headers } = signed(shop.secret, order);
  expect((await test.send('POST', shop.path, body, headers)).status).toBe(200);
  await hub().until<{ items: object[] }>(`orders?q=${orderNo}`, ({ items }) => items.length > 0);
}

/** Asks until the hub has looked anew. */
const looked = <Seen>(path: string, isSeen: (seen: Seen) => boolean): Promise<Seen> =>
  hub().until<Seen>(path, isSeen);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the hub answered, as in every spec of it
type Overview = any;

it('stores are told with what they sell, beside yesterday and a week ago, and why they may sell less', async () => {
  // At one time of the day: where the hour that it is in ends meanwhile, the days are compared.
  const at = Date.now() - 1_000;
  for (const days of [1, 7])
    for (let n = 0; n < 10; n += 1) await sell(`O-${String(days)}-${String(n)}`, at - days * DAY_MS);
  await sell('O-NOW', at);
  const seen = await looked<Overview>('overview', ({ stores }) => stores[0]?.today.now.orders > 0);
  const [store] = seen.stores;
  expect(seen.stores).toHaveLength(1);
  expect(store).toMatchObject({
    ...{ storeId, code: 'S001', name: '一店', timeZone: 'Asia/Shanghai' },
    hour: { start: expect.stringMatching(/Z$/), end: expect.stringMatching(/Z$/) },
    today: { yesterday: { orders: 10, totalFen: 25_000 }, weekAgo: { orders: 10, totalFen: 25_000 } },
    lastSaleAt: expect.stringMatching(/Z$/),
    slow: { of: expect.stringMatching(/hour|today/), percent: 10, reasons: expect.any(Array) },
  });

  await test.send('PATCH', `/api/v1/accounts/${shop.id}`, { paused: true });
  const paused = await looked<Overview>('overview', ({ accounts }) => accounts.length > 0);
  expect(paused.accounts).toEqual([
    { accountId: shop.id, connector: 'storefront', name: 'shop', health: { state: 'paused', troubles: [] } },
  ]);
  expect(paused.stores[0].slow.reasons).toEqual([
    {
      code: 'account_paused',
      params: { accountId: shop.id, account: 'shop' },
      text: { zh: '账号“shop”已暂停', en: 'The account "shop" is paused' },
    },
  ]);
  await test.send('PATCH', `/api/v1/accounts/${shop.id}`, { paused: false });
});

it('queues are told with how many wait, since when, and where; what has come since is counted', async () => {
  const world = keepingWorld(database);
  await world.open(aDifference({ accountId: shop.id }));
  world.later(HOUR_MS);
  const between = world.now();
  world.later(HOUR_MS);
  await world.open(aDifference({ accountId: shop.id }));
  const { queues } = await looked<Overview>('overview', (seen) =>
    seen.queues.some(({ queue, count }: Queue) => queue === 'discrepancies' && count === 2),
  );
  expect(queues.filter(({ queue }: Queue) => queue === 'discrepancies')).toEqual([
    {
      ...{ queue: 'discrepancies', state: 'open', severity: 'error', accountId: null, forPerson: true },
      ...{ count: 2, isMore: false, oldestAt: '2026-03-05T02:00:00.000Z' },
      text: { zh: '差异', en: 'discrepancies' },
      list: '/api/v1/discrepancies',
      filter: { state: 'open', severity: 'error' },
    },
  ]);
  const { changed } = (await get(`overview?since=${between.toISOString()}`)).json;
  expect(changed).toEqual([
    { queue: 'discrepancies', state: 'open', severity: 'error', count: 1, isMore: false },
  ]);
  expect((await get('overview')).json.changed).toBeNull();
  expect(faulty(await get('overview?since=yesterday&sinse=1'))).toEqual(['since', 'sinse']);
});

it('every queue is where its list shows the same', async () => {
  const { items } = (await get('counts')).json as { items: (Queue & { list: string; filter: object })[] };
  expect(items.length).toBeGreaterThan(30);
  for (const { list, filter } of items) {
    const query = new URLSearchParams(filter as Record<string, string>);
    expect([list, (await test.send('GET', `${list}?${String(query)}`)).status]).toEqual([list, 200]);
  }
});

it('counting ends at ten thousand', async () => {
  await database.rows({
    text: `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since,
             opened_at, updated_at)
           SELECT gen_random_uuid(), 'stuck', 'order:' || n, '', 'info', 'accepted', '{}', 'f', '[]', now(), now(), now()
           FROM generate_series(1, 10001) n`,
  });
  const { items } = await looked<{ items: Queue[] }>('counts', (seen) =>
    seen.items.some(({ isMore }) => isMore),
  );
  const capped = items.filter(({ queue, isMore }) => queue === 'discrepancies' && isMore);
  expect(capped).toMatchObject([{ state: 'accepted', severity: 'info', count: 10_000 }]);
});

it('a queue of what is unmapped is an account’s', async () => {
  const { items } = (await get(`orders?q=O-NOW`)).json;
  await database.rows({
    text: `INSERT INTO unmapped_values (leg_id, state_group, account_id, value)
           SELECT id, 'payment', account_id, 'paid-by-shell' FROM legs WHERE order_id = $1`,
    values: [items[0].id],
  });
  const { queues } = await looked<Overview>('overview', (seen) =>
    seen.queues.some(({ queue }: Queue) => queue === 'unmapped_values'),
  );
  expect(queues.find(({ queue }: Queue) => queue === 'unmapped_values')).toMatchObject({
    ...{ accountId: shop.id, count: 1, oldestAt: null },
    list: `/api/v1/accounts/${shop.id}/unmapped-values`,
  });
});
