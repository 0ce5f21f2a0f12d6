import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { aDifference, finding, keepingWorld } from '../reconciliation/keeping-world.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

let created: TestDatabase;
let test: TestHub;
let database: Database;
let world: ReturnType<typeof keepingWorld>;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
  world = keepingWorld(database, new Date());
  test = await startTestHub(created.url);
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const PATH = '/api/v1/discrepancies';
const read = async (id: string) => (await test.send('GET', `${PATH}/${id}`)).json;
const post = (path: string, body: unknown) => test.send('POST', `${PATH}/${path}`, body);
const kindsOf = async (id: string): Promise<string[]> =>
  (await read(id)).history.map(({ kind }: { kind: string }) => kind);

it('what is dismissed stays so until its evidence is another', async () => {
  const difference = aDifference();
  const { id, orderId } = await world.open(difference);
  const dismissed = await post(`${id}/dismiss`, { reason: 'rung up by hand' });
  expect(dismissed).toMatchObject({ status: 200, json: { state: 'dismissed' } });
  expect(dismissed.json.history.at(-1)).toMatchObject({
    kind: 'dismissed',
    actor: expect.stringMatching(/\S/),
    text: 'rung up by hand',
  });
  // The hub has its own clock, and a history is in the order of time.
  const afterwards = keepingWorld(database, new Date(Date.now() + 3_600_000));
  await afterwards.take([world.ofOrder(finding(difference), orderId)]);
  expect((await read(id)).state).toBe('dismissed');
  await afterwards.take([world.ofOrder(finding({ ...difference, fingerprint: 'another' }), orderId)]);
  expect((await read(id)).state).toBe('open');
  expect(await kindsOf(id)).toEqual(['opened', 'dismissed', 'reopened']);
});

it('two people at once decide once, and are told where they disagree', async () => {
  const { id } = await world.open(aDifference());
  const same = await Promise.all(['a', 'b', 'c'].map((reason) => post(`${id}/accept`, { reason })));
  expect(same.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await kindsOf(id)).toEqual(['opened', 'accepted']);

  const other = await post(`${id}/dismiss`, { reason: 'no' });
  expect(other).toMatchObject({ status: 409, json: { detail: expect.stringContaining('accepted already') } });
  expect((await post(`${id}/reopen`, { reason: 'a slip' })).json.state).toBe('open');

  const both = await Promise.all([
    post(`${id}/accept`, { reason: 'a' }),
    post(`${id}/dismiss`, { reason: 'b' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('what has closed takes comments and no decision', async () => {
  const { id, orderId } = await world.open(aDifference());
  await world.agree(orderId);
  for (const [path, body] of [
    ['dismiss', { reason: 'x' }],
    ['assign', { assignee: 'Li' }],
  ] as const)
    expect(await post(`${id}/${path}`, body)).toMatchObject({
      status: 409,
      json: { detail: expect.stringContaining('closed') },
    });
  expect((await post(`${id}/comment`, { text: 'line one\nline two' })).json.history.at(-1)).toMatchObject({
    kind: 'commented',
    text: 'line one\nline two',
  });
  expect((await post(`${newId()}/comment`, { text: 'x' })).status).toBe(404);
  expect((await post(`${newId()}/accept`, { reason: 'x' })).status).toBe(404);
});

it('somebody is assigned, and nobody again', async () => {
  const { id } = await world.open(aDifference());
  expect((await post(`${id}/assign`, { assignee: 'Li Wen', reason: 'her store' })).json.assignee).toBe(
    'Li Wen',
  );
  await post(`${id}/assign`, { assignee: 'Li Wen' });
  const listed = (await test.send('GET', `${PATH}?assignee=Li%20Wen`)).json.items;
  expect(listed).toEqual([expect.objectContaining({ id })]);
  expect((await post(`${id}/assign`, { assignee: null })).json.assignee).toBeNull();
  expect(await kindsOf(id)).toEqual(['opened', 'assigned', 'assigned']);
});

it('what a person wrote can be erased, and the history says so', async () => {
  const { id } = await world.open(aDifference());
  const { history } = (await post(`${id}/comment`, { text: 'Wang Fang called' })).json;
  const { textId } = history.at(-1);
  expect((await test.send('DELETE', `${PATH}/texts/${textId}`)).status).toBe(204);
  expect((await test.send('DELETE', `${PATH}/texts/${textId}`)).status).toBe(404);
  const after = await read(id);
  expect(after.history.slice(1)).toEqual([
    expect.objectContaining({ kind: 'commented', textId, text: null, isErased: true }),
    expect.objectContaining({ kind: 'text_erased', actor: expect.stringMatching(/\S/), detail: { textId } }),
  ]);
  const everywhere = await database.rows({
    text: `SELECT FROM discrepancy_texts WHERE text LIKE '%Wang Fang%'`,
  });
  expect(everywhere).toEqual([]);
});

it('many are decided at once, by their ids or by a filter, and each that could not be is named', async () => {
  const storeId = newId();
  const some = [];
  while (some.length < 3) some.push(await world.open(aDifference(), { storeId }));
  const [first, second, third] = some.map(({ id }) => id) as [string, string, string];
  await world.agree(some[2]!.orderId);
  const gone = newId();
  const byIds = { ids: [first, third, gone], decision: 'dismiss', reason: 'a test order' };
  expect((await post('decide', byIds)).json).toEqual({
    decided: [first],
    unchanged: [],
    refused: [
      { id: third, why: expect.stringContaining('closed'), code: 'discrepancy_closed', params: {} },
      { id: gone, why: expect.stringContaining('no such'), code: 'no_such_discrepancy', params: {} },
    ],
  });
  const byFilter = { filter: { storeId }, decision: 'accept', reason: 'agreed with the store' };
  expect(await post('decide', { ...byFilter, count: 2 })).toMatchObject({ status: 409 });
  expect((await post('decide', { ...byFilter, count: 1 })).json.decided).toEqual([second]);
  expect((await read(second)).state).toBe('accepted');
});

it('what is one incident is listed as one, and decided as one', async () => {
  const accountId = newId();
  const orderIds = Array.from({ length: 1_001 }, newId);
  await world.take(orderIds.map((orderId) => world.ofOrder(finding(aDifference({ accountId })), orderId)));
  const incidents = async (query: string) =>
    (await test.send('GET', `/api/v1/incidents?accountId=${accountId}${query}`)).json.items;
  const [incident, ...others] = await incidents('&state=open&rule=alive_after_cancel');
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    ...{ accountId, rule: 'alive_after_cancel', severity: 'error', count: 1_001, open: 1_001 },
    text: { zh: expect.stringContaining('有 1001 个'), en: expect.stringContaining('1001 orders') },
  });
  expect((await test.send('GET', `/api/v1/incidents/${incident.id}`)).json).toEqual(incident);
  expect((await test.send('GET', `/api/v1/incidents/${newId()}`)).status).toBe(404);
  expect(await incidents('&state=ended')).toEqual([]);

  const alone = await world.open(aDifference({ accountId, rule: 'stuck' }));
  const listed = async (query: string) =>
    (await test.send('GET', `${PATH}?accountId=${accountId}&limit=200&${query}`)).json.items;
  expect(await listed('incidentId=none')).toEqual([
    expect.objectContaining({ id: alone.id, incidentId: null }),
  ]);
  expect((await listed(`incidentId=${incident.id}`)).length).toBe(200);

  const filter = { incidentId: incident.id };
  const decided = await post('decide', { filter, count: 1_001, decision: 'accept', reason: 'known' });
  expect(decided.json.decided.length).toBe(1_001);
  expect((await test.send('GET', `/api/v1/incidents/${incident.id}`)).json).toMatchObject({
    open: 0,
    accepted: 1_001,
  });
});

it('what cannot be meant is named', async () => {
  const { id } = await world.open(aDifference());
  expect(faulty(await post(`${id}/assign`, { assignee: ' none ' }))).toEqual(['assignee']);
  const ofX = await test.send('GET', `${PATH}?incidentId=x`);
  expect(ofX.json.errors).toEqual([
    { field: 'incidentId', message: 'must be an id, or none', code: 'must_be_id_or_none', params: {} },
  ]);
  expect(faulty(await test.send('GET', '/api/v1/incidents?state=closed'))).toEqual(['state']);
  expect(faulty(await post(`${id}/dismiss`, { reason: ' ' }))).toEqual(['reason']);
  expect(faulty(await post(`${id}/accept`, {}))).toEqual(['reason']);
  expect(faulty(await post(`${id}/comment`, { text: 'x'.repeat(2_001) }))).toEqual(['text']);
  expect(faulty(await post('decide', { decision: 'dismiss', reason: 'x' }))).toEqual(['ids']);
  expect(faulty(await post('decide', { ids: [id], decision: 'dismiss' }))).toEqual(['reason']);
  expect(faulty(await post('decide', { filter: {}, decision: 'accept', reason: 'x' }))).toEqual(['filter']);
  const ofNobody = await post('decide', { ids: [id], decision: 'assign' });
  expect([faulty(ofNobody), ofNobody.json.errors[0].message]).toEqual([
    ['assignee'],
    expect.stringContaining('is required with assign'),
  ]);
  expect((await read(id)).state).toBe('open');
});
