import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

const MINUTE_MS = 60_000;

let created: TestDatabase;
let test: TestHub;
let database: Database;
let world: ReturnType<typeof keepingWorld>;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
  world = keepingWorld(database);
  test = await startTestHub(created.url);
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const get = (path: string) => test.send('GET', `/api/v1/discrepancies${path}`);
const idsOf = async (query: string): Promise<string[]> =>
  ((await get(`?${query}`)).json.items as { id: string }[]).map(({ id }) => id);

it('discrepancies are listed with their sentence, by every filter, a page at a time', async () => {
  const [accountId, storeId] = [newId(), newId()];
  const first = await world.open(aDifference({ accountId }), { storeId });
  world.later(MINUTE_MS);
  const between = world.now();
  const second = await world.open(aDifference({ accountId, rule: 'stuck', severity: 'info' }));
  world.later(MINUTE_MS);
  const third = await world.open(aDifference(), { storeId });
  await world.agree(third.orderId);
  world.later(MINUTE_MS);

  expect((await get(`?orderId=${first.orderId}`)).json.items).toEqual([
    expect.objectContaining({
      id: first.id,
      rule: 'alive_after_cancel',
      state: 'open',
      severity: 'error',
      accountId,
      storeId,
      text: {
        zh: expect.stringContaining('收银单 T-1 还是已接单'),
        en: expect.stringContaining('T-1 is still accepted'),
      },
      evidence: { till: 'T-1', fulfilment: 'accepted', storefront: 'S-1' },
      repairs: [],
      since: '2026-03-05T01:00:00.000Z',
      openedAt: '2026-03-05T02:00:00.000Z',
      closedBy: null,
      timesOpened: 1,
    }),
  ]);
  expect(await idsOf('')).toEqual([third.id, second.id, first.id]);
  expect(await idsOf('state=open')).toEqual([second.id, first.id]);
  expect(await idsOf('state=closed')).toEqual([third.id]);
  expect(await idsOf('state=open&rule=alive_after_cancel')).toEqual([first.id]);
  expect(await idsOf('severity=info')).toEqual([second.id]);
  expect(await idsOf(`storeId=${storeId}`)).toEqual([third.id, first.id]);
  expect(await idsOf(`state=open&accountId=${accountId}`)).toEqual([second.id, first.id]);
  expect(await idsOf('state=open&assignee=none')).toEqual([second.id, first.id]);
  expect(await idsOf('assignee=Li')).toEqual([]);
  expect(await idsOf(`openedAfter=${between.toISOString()}`)).toEqual([third.id, second.id]);
  expect(await idsOf(`openedBefore=${between.toISOString()}`)).toEqual([first.id]);

  const page = (await get('?limit=2')).json;
  expect(page.items.map(({ id }: { id: string }) => id)).toEqual([third.id, second.id]);
  expect(await idsOf(`limit=2&cursor=${page.nextCursor}`)).toEqual([first.id]);

  expect((await get('/counts')).json.items).toEqual([
    {
      rule: 'alive_after_cancel',
      state: 'open',
      severity: 'error',
      count: 1,
      oldestAt: '2026-03-05T02:00:00.000Z',
    },
    {
      rule: 'stuck',
      state: 'open',
      severity: 'info',
      count: 1,
      oldestAt: between.toISOString(),
    },
  ]);
});

it('a discrepancy tells its history', async () => {
  const { id, orderId } = await world.open(aDifference());
  world.later(MINUTE_MS);
  await world.agree(orderId);
  const { state, closedAt, closedBy, history } = (await get(`/${id}`)).json;
  expect(closedBy).toEqual({ code: 'agrees', zh: '各方已经一致', en: 'the stories agree by now' });
  expect({ state, closedAt }).toEqual({ state: 'closed', closedAt: world.now().toISOString() });
  expect(history).toEqual([
    expect.objectContaining({ kind: 'opened', actor: null, text: null, isErased: false }),
    expect.objectContaining({ kind: 'closed', at: world.now().toISOString(), detail: expect.anything() }),
  ]);
});

it('what cannot be meant is named', async () => {
  const slips = 'state=opened&rule=alive&severity=bad&storeId=x&accountId=y&orderId=z&assignee=%20&opened=1';
  expect(faulty(await get(`?${slips}`))).toEqual(
    ['accountId', 'assignee', 'opened', 'orderId', 'rule', 'severity', 'state', 'storeId'].sort(),
  );
  const backwards = 'openedAfter=2026-03-05T02:00:00Z&openedBefore=2026-03-05T01:00:00Z';
  expect(faulty(await get(`?${backwards}`))).toEqual(['openedBefore']);
  expect((await get(`/${newId()}`)).status).toBe(404);
});
