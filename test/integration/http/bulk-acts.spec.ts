import { randomUUID } from 'node:crypto';
import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret } from './storefront-sender.js';

interface Ended {
  readonly id: string;
  readonly state: string;
}

let created: TestDatabase;
let test: TestHub;
let hub: RestClient;
let database: Database;
let accountId: string;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 2, name: 'suanpan-test' }, () => undefined);
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '1000' });
  hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  const account = { connector: 'storefront', name: '收银一', config: { secrets: [newSecret()] } };
  accountId = (await test.send('POST', '/api/v1/accounts', account)).json.id;
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const post = (path: string, body: unknown = {}) => test.send('POST', `/api/v1/${path}`, body);
const get = async (path: string) => (await test.send('GET', `/api/v1/${path}`)).json;

/** Plans it, and lets what happens meanwhile happen before it is begun. */
async function acted(body: object, meanwhile: () => Promise<unknown> = () => Promise.resolve()) {
  const { json: plan } = await post('bulks', body);
  await meanwhile();
  const { status } = await post(`bulks/${plan.id}/start`, { reason: 'as agreed' });
  expect(status).toBe(202);
  const ended = await hub.until<Ended>(`bulks/${plan.id}`, ({ state }) => state === 'done');
  return { plan, ended, items: (await get(`bulks/${plan.id}/items`)).items };
}

const addDiscrepancy = async (rule: string, state = 'open', offered = ['fetch']): Promise<string> => {
  const id = newId();
  const repairs = JSON.stringify(offered.map((kind) => ({ kind, accountId, legId: null })));
  await database.rows({
    text: `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since,
             opened_at, updated_at, account_id)
           VALUES ($1::uuid, $2, $1::uuid::text, '', 'warn', $3, '{}', 'f', $4::jsonb, now(), now(), now(), $5)`,
    values: [id, rule, state, repairs, accountId],
  });
  return id;
};

const addCommand = async (kind: string, state: string): Promise<string> => {
  const id = randomUUID();
  const values = [id, accountId];
  await database.rows({
    text: `INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
           VALUES ($1, 'paid', 'paid', 'created', 'none', now(), now())`,
    values: [id],
  });
  await database.rows({
    text: `INSERT INTO legs (id, order_id, account_id, connector, vendor_no, own_store_ids, opened_by, state,
             confirmed_at, order_at, created_at, updated_at)
           VALUES ($1::uuid, $1::uuid, $2, 'storefront', $1::uuid::text, true, 'live', '{}', now(), now(), now(), now())`,
    values,
  });
  await database.rows({
    text: `INSERT INTO dispatches (id, account_id, kind, leg_id, cause, state, due_at, created_at, updated_at)
           VALUES ($1, $2, $3, $1, 'rule', $4, now(), now(), now())`,
    values: [...values, kind, state],
  });
  return id;
};

it('discrepancies are dismissed and accepted, those that were judged meanwhile skipped', async () => {
  const ids = [await addDiscrepancy('stuck'), await addDiscrepancy('stuck'), await addDiscrepancy('stuck')];
  // A bulk takes them by id, and those of one millisecond are in no order.
  ids.sort();
  await addDiscrepancy('stuck', 'accepted');
  const { plan, ended, items } = await acted({ act: 'dismiss', filter: { rule: 'stuck' } }, () =>
    post(`discrepancies/${ids[1]!}/accept`, { reason: 'it stays' }),
  );
  expect(plan).toMatchObject({ total: 3, canUndo: true, words: { zh: expect.stringContaining('忽略差异') } });
  expect(plan.sample[0]).toMatchObject({ target: ids[0], name: '收银一', was: 'open' });
  expect(ended).toMatchObject({ done: 2, skipped: 1 });
  expect(items[1]).toMatchObject({ state: 'skipped', why: expect.stringContaining('accepted already') });
  const { history } = await get(`discrepancies/${ids[0]!}`);
  expect(history.at(-1)).toMatchObject({ kind: 'dismissed', text: 'as agreed', actor: 'HUB_ADMIN_KEY' });
  expect(items[1]).toMatchObject({ code: 'discrepancy_decided', params: { decided: 'accepted' } });
  const again = await acted({ act: 'accept', ids: [ids[1]] });
  expect(again.items).toMatchObject([{ state: 'skipped', why: 'it is so already' }]);
});

it('what was dismissed or accepted is opened again', async () => {
  const ids = [
    await addDiscrepancy('unknown_value', 'accepted'),
    await addDiscrepancy('unknown_value', 'dismissed'),
  ];
  await addDiscrepancy('unknown_value');
  const { plan, ended } = await acted({ act: 'reopen', filter: { rule: 'unknown_value' } });
  expect(plan).toMatchObject({ total: 2, words: { zh: expect.stringContaining('重新打开差异') } });
  expect(ended).toMatchObject({ done: 2 });
  for (const id of ids) expect(await get(`discrepancies/${id}`)).toMatchObject({ state: 'open' });
});

it('repairs are approved once each, and not by the many past a stop that nobody named', async () => {
  const ids = [await addDiscrepancy('unconfirmed'), await addDiscrepancy('unconfirmed')];
  await addDiscrepancy('unconfirmed', 'open', []);
  await addDiscrepancy('unconfirmed', 'open', ['fetch', 'fetch']);
  const approve = { act: 'approve', repair: 'fetch', filter: { rule: 'unconfirmed' } };
  const { ended } = await acted(approve);
  expect(ended).toMatchObject({
    total: 2,
    done: 2,
    words: { en: expect.stringContaining('fetch the order again') },
  });
  for (const id of ids)
    // The hub plans some by itself.
    expect((await get(`repairs?discrepancyId=${id}`)).items).toContainEqual(
      expect.objectContaining({ kind: 'fetch', approvedBy: 'HUB_ADMIN_KEY', reason: 'as agreed' }),
    );
  for (let n = 0; n < 21; n += 1) await addDiscrepancy('status_differs');
  const stop = await post('brakes/all/stop', { reason: 'the vendor answers nonsense' });
  expect(stop.status).toBe(200);
  const { json: plan } = await post('bulks', { ...approve, filter: { rule: 'status_differs' } });
  const refused = await post(`bulks/${plan.id}/start`, { reason: 'as agreed' });
  expect([plan.total, refused.status, faulty(refused)]).toEqual([21, 422, ['reason']]);
  await post(`bulks/${plan.id}/start`, { reason: `although ${stop.json.stop.id} stands` });
  expect(await hub.until<Ended>(`bulks/${plan.id}`, ({ state }) => state === 'done')).toMatchObject({
    done: 21,
  });
});

it('commands are sent, or said to be over, as they stood when it was planned', async () => {
  const held = [
    await addCommand('ship', 'held'),
    await addCommand('ship', 'held'),
    await addCommand('ship', 'held'),
  ];
  const withdrawn = await acted(
    { act: 'resolve', outcome: 'withdrawn', filter: { accountId, state: 'held' } },
    () => post(`dispatches/${held[2]!}/resolve`, { outcome: 'reached' }),
  );
  expect(withdrawn.plan).toMatchObject({ total: 3, asked: { outcome: 'withdrawn' } });
  expect(withdrawn.ended).toMatchObject({ done: 2, skipped: 1 });
  expect(withdrawn.items.find(({ target }: { target: string }) => target === held[2])).toMatchObject({
    state: 'skipped',
    why: 'the dispatch is done by now',
  });
  expect(await get(`dispatches/${held[0]!}`)).toMatchObject({
    state: 'withdrawn',
    resolvedBy: 'HUB_ADMIN_KEY',
  });

  const failed = await addCommand('ship', 'failed');
  const released = await acted({ act: 'release', ids: [failed, held[2]!] });
  expect(released.ended).toMatchObject({ total: 2, done: 1, skipped: 1 });
  const { history } = await get(`dispatches/${failed}`);
  expect(history).toContainEqual(
    expect.objectContaining({ step: 'release', request: { by: 'HUB_ADMIN_KEY', reason: 'as agreed' } }),
  );
});

it('hours of a store that nobody reports fail, and say so', async () => {
  const store = { code: 'H1', name: '一号店', timeZone: 'Asia/Shanghai' };
  const storeId = (await post('stores', store)).json.id;
  // One hour, however often and in whichever way it is written.
  const ids = ['2026-03-05T02:00:00.000Z', '2026-03-05T02:00:00Z', '2026-03-05T10:00:00+08:00'];
  const { plan, items } = await acted({ act: 'submit', ids: ids.map((start) => `${storeId}/${start}`) });
  expect(plan.sample).toMatchObject([{ name: '一号店 2026-03-05 10:00', was: 'hole' }]);
  expect(items).toMatchObject([{ state: 'failed', why: expect.stringContaining('bind it to one first') }]);
  const never = await post('bulks', { act: 'submit', ids: [`${storeId}/0000-01-01T00:00:00Z`] });
  expect(never.status).toBe(422);
  const strange = await post('bulks', { act: 'submit', ids: [`${storeId}/yesterday`] });
  expect([strange.status, faulty(strange)]).toEqual([422, ['ids.0']]);
});
