import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';

let created: TestDatabase;
let test: TestHub;
let account: string;
beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url);
  const config = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };
  const made = await test.send('POST', '/api/v1/accounts', { connector: 'ovopark', name: 'shop', config });
  account = made.json.id as string;
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

const get = (path = '') => test.send('GET', `/api/v1/brakes${path}`);
const act = (path: string, reason: unknown = 'the vendor answers nonsense') =>
  test.send('POST', `/api/v1/brakes/${path}`, { reason });
const stoppedIn = async (): Promise<string[]> =>
  ((await test.send('GET', '/metrics')).text.match(/^suanpan_brake_stopped\{.*$/gm) ?? []).sort();

it('brakes are one for all and one an account, and run', async () => {
  const { json } = await get();
  expect(json.items).toEqual([
    expect.objectContaining({ scope: account, account: 'shop', state: 'running', stop: null }),
    expect.objectContaining({ scope: 'all', account: null, state: 'running', stop: null }),
  ]);
  const first = await get('?limit=1');
  expect((await get(`?limit=1&cursor=${String(first.json.nextCursor)}`)).json.items[0].scope).toBe('all');
  expect(await stoppedIn()).toEqual([
    'suanpan_brake_stopped{scope="account"} 0',
    'suanpan_brake_stopped{scope="all"} 0',
  ]);
});

it('a person stops an account and starts it again, and all of it is kept', async () => {
  const stopped = await act(`${account}/stop`);
  expect(stopped.status).toBe(200);
  expect(stopped.json).toMatchObject({
    state: 'stopped',
    stop: { reason: 'person', text: { zh: '由人工停止' }, written: 'the vendor answers nonsense' },
  });
  const again = await act(`${account}/stop`, 'somebody else says so too');
  expect(again.json.stop).toEqual(stopped.json.stop);
  expect((await get('?state=stopped')).json.items.map(({ scope }: { scope: string }) => scope)).toEqual([
    account,
  ]);
  expect(await stoppedIn()).toContain('suanpan_brake_stopped{scope="account"} 1');
  const { health } = (await test.send('GET', `/api/v1/accounts/${account}`)).json;
  expect(health).toMatchObject({ state: 'unwell', troubles: [{ what: 'brakes', code: 'person', count: 1 }] });

  const started = await act(`${account}/start`, 'it answers again');
  expect(started.json).toMatchObject({ state: 'running', stop: null, startedBy: stopped.json.stop.by });
  expect((await act(`${account}/start`, 'and once more')).json).toEqual(started.json);
  expect(started.json.history).toMatchObject([
    { kind: 'started', stopId: stopped.json.stop.id, written: 'it answers again', reason: null, text: null },
    { kind: 'stopped', stopId: stopped.json.stop.id, reason: 'person', actor: stopped.json.stop.by },
  ]);

  await test.send('DELETE', `/api/v1/discrepancies/texts/${String(started.json.history[0].textId)}`);
  expect((await get(`/${account}`)).json.history[0]).toMatchObject({ kind: 'started', written: null });
});

it('all is stopped apart from the accounts', async () => {
  await act('all/stop');
  expect((await get(`/${account}`)).json.state).toBe('running');
  expect((await get('/all')).json.state).toBe('stopped');
  expect(await stoppedIn()).toContain('suanpan_brake_stopped{scope="all"} 1');
  expect((await act('all/start')).json.state).toBe('running');
});

it('what is there for nobody, or said without a reason, is refused', async () => {
  for (const scope of [newId(), 'everything']) {
    expect((await get(`/${scope}`)).status).toBe(404);
    for (const verb of ['stop', 'start']) expect((await act(`${scope}/${verb}`)).status).toBe(404);
  }
  for (const reason of ['', ' ', undefined, 7]) {
    const refused = await test.send('POST', '/api/v1/brakes/all/stop', { reason });
    expect([refused.status, faulty(refused)]).toEqual([422, ['reason']]);
  }
  expect(faulty(await get('?state=broken'))).toEqual(['state']);
  expect(faulty(await get('?what=all'))).toEqual(['what']);
});
