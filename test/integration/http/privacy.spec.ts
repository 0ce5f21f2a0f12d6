import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reapplyErasures, writeErasures } from '../../../tools/erasures.mjs';
import { foundInTables } from '../../../tools/privacy/copied-tables.mjs';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

/** Invented. */
const PERSON = { name: '欧阳娜娜', phone: '13899990001', address: '虚构路88号空中花园', remark: '门铃坏了' };
const REASON = 'asked for by letter 17';

let created: TestDatabase;
let test: TestHub;
let hub: RestClient;
let send: (orderNo: string, change?: object) => Promise<void>;
beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url, {
    ...{ HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' },
    // What is looked for in a dump has to stand in it.
    HUB_ENCRYPT_PAYLOADS: 'off',
  });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const { webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  send = async (orderNo, change = {}) => {
    const { body, headers } = signed(secret, orderDocument({ orderNo, customer: PERSON, ...change }));
    await test.send('POST', new URL(webhookUrl).pathname, body, headers);
  };
  await send('P-1');
  await send('P-2');
  await hub.until<{ items: unknown[] }>('orders', ({ items }) => items.length === 2);
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

const post = (where: string, body: unknown) => test.send('POST', `/api/v1/privacy/${where}`, body);
const get = async (where: string) => (await test.send('GET', `/api/v1/${where}`)).json;

describe('erasing a person by REST', () => {
  it('wants a phone or an order, whole, and a reason that names nobody', async () => {
    for (const body of [
      {},
      { phone: PERSON.phone, orderId: '019cbb4b-4c00-79a2-b576-060241b49571' },
      { phone: '12' },
    ])
      expect([(await post('erasures', body)).status, faulty(await post('erasures', body))]).toEqual([
        422,
        ['phone'],
      ]);
    expect((await post('erasures', { orderId: '019cbb4b-4c00-79a2-b576-060241b49571' })).status).toBe(404);
    expect(faulty(await post('exports', { phone: PERSON.phone }))).toEqual(['reason']);
  });

  it('hands out what is kept, to nobody without a reason, and remembers it', async () => {
    const { status, headers, json } = await post('exports', { phone: PERSON.phone, reason: REASON });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(json.legs).toHaveLength(2);
    expect(json.legs.map(({ vendorNo }: { vendorNo: string }) => vendorNo).sort()).toEqual(['P-1', 'P-2']);
    expect(json.legs[0]).toMatchObject({
      totalFen: 2500,
      contact: { ...PERSON, memberNo: null },
    });
    expect(json.legs[0].bytes[0].fields).toHaveLength(4);
    expect((await get('privacy/acts?kind=export')).items).toEqual([
      expect.objectContaining({ id: json.id, reason: REASON, by: 'HUB_ADMIN_KEY', askedBy: 'phone' }),
    ]);
  });

  it('plans with counts, begins with a reason, and is seen among long work until nothing is left', async () => {
    const { status, json: plan } = await post('erasures', { phone: `+86 ${PERSON.phone}` });
    expect([status, plan.state, plan.legs, plan.counted]).toEqual([201, 'planned', 2, 2]);
    expect(plan.counts).toEqual({
      ...{ contacts: 2, deliveries: 2, payloadsBlanked: 2, payloadsRemoved: 0, requests: 0, texts: 0 },
    });
    expect(await foundInTables(created.url, PERSON)).not.toEqual([]);
    const refused = await post(`erasures/${plan.id}/start`, { reason: `it is ${PERSON.phone}` });
    expect([refused.status, faulty(refused)]).toEqual([422, ['reason']]);
    const started = await post(`erasures/${plan.id}/start`, { reason: REASON });
    expect([started.status, started.json.reason, started.json.startedBy]).toEqual([
      202,
      REASON,
      'HUB_ADMIN_KEY',
    ]);
    await hub.until<{ state: string }>(`privacy/erasures/${plan.id}`, ({ state }) => state === 'done');
    expect(await get(`jobs/${plan.id}`)).toMatchObject({
      kind: 'bulk',
      state: 'done',
      progress: { done: 2, of: 2 },
    });
    expect(await foundInTables(created.url, PERSON)).toEqual([]);
    expect((await get('privacy/erasures')).items[0]).toMatchObject({
      id: plan.id,
      done: 2,
      counts: plan.counts,
    });
    const [act] = (await get('privacy/acts?kind=erasure')).items;
    expect([act.legIds.length, act.reason, act.by]).toEqual([2, REASON, 'HUB_ADMIN_KEY']);
    expect((await post(`erasures/${plan.id}/start`, { reason: REASON })).status).toBe(409);
    expect(test.log()).not.toContain(PERSON.phone);
    expect(test.log()).not.toContain(PERSON.name);
  });

  it('stores the person no more, and keeps what is no person’s', async () => {
    await send('P-1', { fulfilment: 'completed', updatedAt: Date.now() });
    await hub.until<{ items: { fulfilment: string }[] }>('orders?q=P-1', ({ items }) =>
      items.some(({ fulfilment }) => fulfilment === 'completed'),
    );
    expect(await foundInTables(created.url, PERSON)).toEqual([]);
    expect((await get('orders?q=P-1')).items[0]).toMatchObject({ totalFen: 2500 });
  });

  it('is written to a list, which is erased again in a database of before', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-erasures-'));
    const file = path.join(folder, 'erasures.ndjson');
    expect(await writeErasures(created.url, file)).toBe(2);
    const { items } = await get('privacy/erased-orders?limit=1');
    const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
    expect(JSON.parse(lines[0]!)).toEqual(items[0]);
    expect(await reapplyErasures(created.url, [file])).toEqual({ orders: 2, legs: 2, unknown: 0 });
    fs.rmSync(folder, { recursive: true });
    const [again] = (await get('privacy/erasures')).items;
    expect(again).toMatchObject({ by: 'list', legs: 2, plannedBy: 'list' });
    await hub.until<{ state: string }>(`privacy/erasures/${again.id}`, ({ state }) => state === 'done');
  });

  it('is ended by nobody who may not erase, whatever it is called among long work', async () => {
    const { key } = await hub.post<{ key: string }>('api-keys', { name: 'night shift', role: 'operator' });
    const [{ id }] = (await get('privacy/erasures')).items;
    const cancel = (headers: Record<string, string>) =>
      test.send('POST', `/api/v1/jobs/${id}/cancel`, {}, headers);
    const { status, json } = await cancel({ authorization: `Bearer ${key}` });
    expect([status, json.params]).toEqual([403, { role: 'operator', needed: 'admin' }]);
    expect((await cancel({})).status).not.toBe(403);
  });

  it('is no bulk act that anybody plans otherwise', async () => {
    const planned = await test.send('POST', '/api/v1/bulks', { act: 'erase', ids: ['x'] });
    expect([planned.status, faulty(planned)]).toEqual([422, ['act']]);
    const replay = await test.send('POST', '/api/v1/bulks', { act: 'replay', filter: { state: 'done' } });
    expect((await test.send('GET', `/api/v1/privacy/erasures/${replay.json.id}`)).status).toBe(409);
  });
});
