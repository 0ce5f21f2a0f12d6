import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let created: TestDatabase;
let database: Database;
let test: TestHub;
let hub: RestClient;
const shops: { path: string; secret: string }[] = [];
const send: TestHub['send'] = (...request) => test.send(...request);
const NOBODY = '018c0000-0000-7000-8000-000000000000';

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  for (const code of ['S001', 'S002'])
    expect(
      (await send('POST', '/api/v1/stores', { code, name: code, timeZone: 'Asia/Shanghai' })).status,
    ).toBe(201);
  for (const name of ['shop', 'other shop']) {
    const secret = newSecret();
    const account = { connector: 'storefront', name, config: { secrets: [secret] } };
    const { webhookUrl } = (await send('POST', '/api/v1/accounts', account)).json;
    shops.push({ path: new URL(webhookUrl).pathname, secret });
  }
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

interface Order {
  readonly id: string;
  readonly saleFen: number | null;
  readonly legs: { readonly id: string }[];
  readonly links: readonly { readonly id: string }[];
}

async function deliver(orderNo: string, change: object = {}, shop = shops[0]!): Promise<Order> {
  const { body, headers } = signed(shop.secret, orderDocument({ orderNo, ...change }));
  expect((await send('POST', shop.path, body, headers)).status).toBe(200);
  const { items } = await hub.until<{ items: Order[] }>(
    `orders?q=${orderNo}`,
    ({ items: found }) => found.length > 0,
  );
  return items[0]!;
}
const read = (id: string) => hub.get<Order>(`orders/${id}`);
const timeline = async (id: string) =>
  (await hub.get<{ items: { kind: string; text: { zh: string; en: string } }[] }>(`orders/${id}/timeline`))
    .items;

it('a person links two orders and takes that back: they are as before, and the story tells who and why', async () => {
  const [one, other] = [await deliver('LINK-1'), await deliver('LINK-2', {}, shops[1])];
  const before = { one: await read(one.id), other: await read(other.id) };
  const made = await send('POST', `/api/v1/orders/${one.id}/links`, {
    orderId: other.id,
    reason: '同一位顾客的同一单',
  });
  expect(made).toMatchObject({ status: 201, json: { legIds: [other.legs[0]!.id], held: [] } });
  expect(await read(other.id)).toMatchObject({ id: one.id, legs: [{}, {}] });
  const linked = (await read(one.id)).links.find(({ id }) => id === made.json.id);
  expect(linked).toMatchObject({
    evidence: 'person',
    act: { by: expect.stringMatching(/\w/), reason: '同一位顾客的同一单', isForced: false },
  });
  expect(await timeline(one.id)).toContainEqual(
    expect.objectContaining({
      kind: 'linked_by_person',
      text: expect.objectContaining({ zh: expect.stringContaining('同一位顾客的同一单') }),
    }),
  );

  const undo = `/api/v1/links/${made.json.id}/undo`;
  const undone = await send('POST', undo, { reason: '看错了' });
  expect(undone).toMatchObject({ status: 200, json: { legIds: [other.legs[0]!.id], held: [] } });
  const { links: _links, ...now } = await read(other.id);
  const { links: _before, ...then } = before.other;
  const still = { updatedAt: expect.any(String), postings: expect.anything() };
  expect(now).toMatchObject({ ...then, ...still });
  expect(await read(one.id)).toMatchObject({ id: one.id, saleFen: before.one.saleFen, legs: [{}] });
  expect(await timeline(one.id)).toContainEqual(expect.objectContaining({ kind: 'unlinked_by_person' }));
  expect(await send('POST', undo, { reason: 'again' })).toMatchObject({ status: 409 });

  const { act } = (await read(other.id)).links.find(({ id }) => id === undone.json.id) as never as {
    act: { id: string };
  };
  expect((await send('DELETE', `/api/v1/links/acts/${act.id}/reason`)).status).toBe(204);
  expect((await send('DELETE', `/api/v1/links/acts/${act.id}/reason`)).status).toBe(404);
  expect(test.log()).toContain('"event":"order_linked"');
});

it('what speaks against it is said, and is done all the same where a person insists', async () => {
  const [one, other] = [await deliver('LINK-3'), await deliver('LINK-4', { storeCode: 'S002', paidFen: 1 })];
  const path = `/api/v1/orders/${one.id}/links`;
  const refused = await send('POST', path, { legId: other.legs[0]!.id, reason: 'because' });
  expect(refused).toMatchObject({ status: 409 });
  expect(JSON.stringify(refused.json)).toMatch(/one account counts.*different stores/);
  const forced = { legId: other.legs[0]!.id, reason: 'because', force: true };
  expect(await send('POST', path, forced)).toMatchObject({ status: 201 });
  expect(await send('POST', path, forced)).toMatchObject({ status: 422 });
});

it('what is suggested is listed with a sentence, and accepted or dismissed once', async () => {
  const [one, other] = [await deliver('LINK-6'), await deliver('LINK-7', {}, shops[1])];
  const suggest = (id: string, state = 'open') =>
    database.rows({
      text: `INSERT INTO link_suggestions (id, leg_id, other_leg_id, score, reasons, contradicts, is_alike, state, created_at)
             VALUES ($1, $2, $3, 50, '{phone,time}', '{}', true, $4, now())
             ON CONFLICT (leg_id, other_leg_id) DO UPDATE SET state = $4`,
      values: [id, other.legs[0]!.id, one.legs[0]!.id, state],
    });
  const id = NOBODY.replace(/0$/, '1');
  await suggest(id);
  const path = `/api/v1/links/suggestions`;
  const { items } = (await send('GET', `${path}?state=open&orderId=${one.id}`)).json;
  expect(items).toMatchObject([
    {
      ...{ id, isAlike: true, reasons: ['phone', 'time'], leg: { orderId: other.id, number: 'LINK-7' } },
      text: { zh: expect.stringContaining('电话相同'), en: expect.stringContaining('the phone') },
    },
  ]);
  expect(faulty(await send('GET', `${path}?state=any&store=x`))).toEqual(['state', 'store']);
  expect((await send('GET', `${path}/${id}`)).json).toEqual(items[0]);
  expect((await send('GET', `${path}/${NOBODY}`)).status).toBe(404);
  expect(faulty(await send('POST', `${path}/${id}/accept`, {}))).toEqual(['reason']);
  const dismissed = await send('POST', `${path}/${id}/dismiss`, { reason: '两桌客人' });
  expect(dismissed).toMatchObject({ status: 200, json: { state: 'dismissed', reason: '两桌客人' } });
  expect((await send('POST', `${path}/${id}/dismiss`, { reason: 'again' })).status).toBe(409);
  await suggest(id);
  const accepted = await send('POST', `${path}/${id}/accept`, { reason: 'one table' });
  expect(accepted).toMatchObject({ status: 200, json: { legIds: [other.legs[0]!.id] } });
  expect((await send('GET', `${path}/${id}`)).json).toMatchObject({ state: 'linked', reason: 'one table' });
  expect((await read(other.id)).id).toBe(one.id);
  expect((await send('DELETE', `${path}/${id}/reason`)).status).toBe(204);
  expect((await send('DELETE', `${path}/${id}/reason`)).status).toBe(404);
  expect((await send('GET', `${path}/${id}`)).json).toMatchObject({ state: 'linked', reason: null });
});

it('what cannot be meant is said, field by field', async () => {
  const { id, links } = await read((await deliver('LINK-5')).id);
  const path = `/api/v1/orders/${id}/links`;
  const faults = async (body: unknown) => faulty(await send('POST', path, body));
  expect(await faults({ legId: 'x', orderId: 1, force: 'yes', why: 'x' })).toEqual([
    'force',
    'legId',
    'orderId',
    'reason',
    'why',
  ]);
  expect(await faults({ reason: 'because' })).toEqual(['legId']);
  expect(await faults({ legId: NOBODY, reason: 'because' })).toEqual(['legId']);
  expect(await faults({ orderId: NOBODY, reason: 'because' })).toEqual(['orderId']);
  expect(await faults({ orderId: id, reason: 'because' })).toEqual(['orderId']);
  expect((await send('POST', path.replace(id, NOBODY), { legId: NOBODY, reason: 'x' })).status).toBe(404);
  expect((await send('POST', `/api/v1/links/${NOBODY}/undo`, { reason: 'x' })).status).toBe(404);
  const refused = await send('POST', `/api/v1/links/${links[0]!.id}/undo`, { reason: 'x', force: true });
  expect(refused).toMatchObject({ status: 409 });
});
