import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let database: TestDatabase;
let one: TestHub;
let two: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  [one, two] = [await startTestHub(database.url), await startTestHub(database.url)];
});
afterAll(async () => {
  await Promise.all([one.stop(), two.stop()]);
  await database.drop();
});

const secret = newSecret();
const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
let orders = 0;

/** A new order, sent to that address of a hub. */
function deliver(hub: TestHub, address: string) {
  const { body, headers } = signed(secret, orderDocument({ orderNo: `W-${String((orders += 1))}` }));
  return hub.send('POST', new URL(address).pathname, body, headers);
}

/** Answers as they are seen once a change has reached a hub, which takes a second at most. */
async function until(hub: TestHub, address: string, status: number): Promise<void> {
  while ((await deliver(hub, address)).status !== status);
}

it('an address is renewed by REST with a time for both, and hubs agree', async () => {
  const { id, webhookUrl: old } = (await one.send('POST', '/api/v1/accounts', shop)).json;
  const path = `/api/v1/accounts/${id}/webhook-address`;
  await until(two, old, 200);

  const oldUntil = new Date(Date.now() + 3_600_000).toISOString();
  const renewed = await one.send('POST', path, { oldUntil });
  expect(renewed.status).toBe(200);
  const { webhookUrl } = renewed.json;
  expect(renewed.json).toMatchObject({ id, oldWebhookUrl: old, oldWebhookUntil: oldUntil });
  expect(webhookUrl).not.toBe(old);
  for (const hub of [one, two]) for (const address of [old, webhookUrl]) await until(hub, address, 200);
  expect((await two.send('GET', `/api/v1/accounts/${id}`)).json).toMatchObject({ oldWebhookUntil: oldUntil });

  const further = await two.send('POST', path, { oldUntil });
  expect([further.status, further.json.code]).toEqual([409, 'old_address_works_still']);

  expect((await one.send('DELETE', `${path}/old`)).json).toMatchObject({ webhookUrl, oldWebhookUntil: null });
  const unknown = await deliver(
    one,
    old.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
  );
  const gone = await deliver(one, old);
  expect([gone.status, gone.text]).toEqual([unknown.status, unknown.text]);
  expect(gone.status).toBe(404);
  await until(two, old, 404);
  expect((await deliver(two, webhookUrl)).status).toBe(200);
  expect((await two.send('DELETE', `${path}/old`)).status).toBe(409);
});

it('names what is wrong, and needs no body for an address that is gone at once', async () => {
  const { id, webhookUrl: old } = (await one.send('POST', '/api/v1/accounts', shop)).json;
  const path = `/api/v1/accounts/${id}/webhook-address`;
  for (const oldUntil of ['tomorrow', '2020-01-01T00:00:00Z', 7])
    expect(faulty(await one.send('POST', path, { oldUntil }))).toEqual(['oldUntil']);
  expect(faulty(await one.send('POST', path, { until: 'x' }))).toEqual(['until']);
  const renewed = await one.send('POST', path);
  expect(renewed.json).toMatchObject({ oldWebhookUntil: null });
  expect(renewed.json).not.toHaveProperty('oldWebhookUrl');
  expect((await deliver(one, old)).status).toBe(404);
  for (const log of [one.log(), two.log()])
    for (const address of [old, renewed.json.webhookUrl])
      expect(log).not.toContain(address.split('/').at(-1));
});
