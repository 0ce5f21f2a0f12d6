import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { uuidV7 } from '#domain/ids.js';
import { createSandbox, type Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

const ALARMS = '/api/v1/alarms';
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const RUN = uuidV7(new Date(), randomBytes(10));

interface AlarmAddress {
  readonly lastSentAt: string | null;
  readonly waiting: number;
}

let database: TestDatabase;
let client: pg.Client;
let test: TestHub;
let sandbox: Sandbox;
/** What a vendor's words may hold of a person, and nobody is to be told. */
const CANARY = ['王小明', '13912345678', '漕溪北路1号'];

/** A run whose slices have failed, and that is not due for an hour. */
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `INSERT INTO reconciliation_runs (id, cause, scope, from_at, to_at, failures, due_at, created_at)
     VALUES ($1, 'asked', '* * *', now() - INTERVAL '1 day', now(), 4, now() + INTERVAL '1 hour', now())`,
    [RUN],
  );
  sandbox = await createSandbox();
  test = await startTestHub(database.url, {
    ...{ HUB_ROLES: 'api,worker', HUB_RECONCILE_AT: 'none', HUB_OUTBOUND_ALLOW: '127.0.0.0/8' },
  });
});
afterAll(async () => {
  await test.stop();
  await sandbox.close();
  await client.end();
  await database.drop();
});

async function listed(query = '') {
  for (;;) {
    const { json } = await test.send('GET', `${ALARMS}${query}`);
    // Where this asks too often it is told so, and of no items.
    if (json.items?.length > 0) return json.items[0];
  }
}

it('shows what stands, and who sees to it', async () => {
  const found = await listed('?state=open&kind=run_failing');
  expect(found).toMatchObject({
    ...{ kind: 'run_failing', subject: `run:${RUN}`, state: 'open', count: 4, timesOpened: 1, note: null },
    text: {
      zh: `对账 ${RUN} 失败了 4 次，还在重试：打开它看原因`,
      en: expect.stringContaining(`${RUN} has failed 4 times`),
    },
    place: { page: 'discrepancies', path: `/discrepancies/runs/${RUN}` },
  });
  expect((await test.send('GET', `${ALARMS}/counts`)).json).toEqual({
    items: [{ kind: 'run_failing', state: 'open', count: 1 }],
  });
  const seen = await test.send('POST', `${ALARMS}/${found.id as string}/acknowledge`, { note: 'on it' });
  expect(seen).toMatchObject({
    status: 200,
    json: { state: 'acknowledged', acknowledgedBy: expect.any(String), note: { text: 'on it' } },
  });
  expect((await test.send('GET', '/metrics')).text).toContain(
    'suanpan_alarms{kind="run_failing",state="acknowledged"} 1',
  );
  const erased = await test.send('DELETE', `${ALARMS}/texts/${seen.json.note.id as string}`);
  expect(erased.status).toBe(204);
  expect((await test.send('GET', `${ALARMS}/${found.id as string}`)).json.note).toBeNull();
});

it.each([
  ['?state=shut', 'state'],
  ['?kind=fire', 'kind'],
  ['?about=it', 'about'],
])('refuses the filter %s by the name of its field', async (query, field) => {
  const { status, json } = await test.send('GET', `${ALARMS}${query}`);
  expect([status, JSON.stringify(json.errors)]).toEqual([422, expect.stringContaining(field)]);
});

it('knows no alarm that is not there', async () => {
  const { status } = await test.send('POST', `${ALARMS}/${RUN}/acknowledge`, {});
  expect(status).toBe(404);
});

describe('an address', () => {
  const ADDRESSES = `${ALARMS}/addresses`;
  const KEY = 'a-key-of-these-tests';
  const robot = (change: object = {}) => ({
    ...{ kind: 'wecom', name: '值班群', url: `${sandbox.url}/cgi-bin/webhook/send?key=${KEY}` },
    ...change,
  });

  it.each([
    ['url', { url: 'ftp://example.cn/' }],
    ['url', { url: 'http://example.cn/hook' }],
    ['url', { url: 'https://me:you@example.cn/hook' }],
    ['url', { url: 'https://10.0.0.1/hook' }],
    ['secret', { secret: 'a robot of WeCom has none' }],
    ['secret', { kind: 'webhook', secret: 'whsec_c2hvcnQ=' }],
    ['quiet.to', { quiet: { from: '22:00', to: '22:00', timeZone: 'Asia/Shanghai' } }],
    ['quiet.timeZone', { quiet: { from: '22:00', to: '08:00', timeZone: 'Mars' } }],
    ['quiet.from', { quiet: { from: '24:00', to: '08:00', timeZone: 'Asia/Shanghai' } }],
    ['kinds', { kinds: ['fire'] }],
    ['kind', { kind: 'sms' }],
  ])('is refused by the name of its %s: %j', async (field, change) => {
    const { status, json } = await test.send('POST', ADDRESSES, robot(change));
    expect([status, JSON.stringify(json.errors)]).toEqual([422, expect.stringContaining(`"${field}`)]);
  });

  it('of a webhook gets a secret that is shown once, and another when it is taken away', async () => {
    const made = await test.send('POST', ADDRESSES, robot({ kind: 'webhook', url: `${sandbox.url}/hook` }));
    expect(made).toMatchObject({ status: 201, json: { secret: expect.stringMatching(/^whsec_/) } });
    const one = `${ADDRESSES}/${made.json.id as string}`;
    expect((await test.send('GET', one)).json).not.toHaveProperty('secret');
    const changed = await test.send('PATCH', one, { secret: null });
    expect(changed.json.secret).toMatch(/^whsec_/);
    expect(changed.json.secret).not.toBe(made.json.secret);
    expect((await test.send('PATCH', one, { name: 'renamed' })).json).toMatchObject({
      name: 'renamed',
      secret: null,
    });
    expect((await test.send('POST', `${one}/test`)).json).toMatchObject({
      ok: false,
      code: 'invalid_response',
    });
    expect((await test.send('DELETE', one)).status).toBe(204);
    expect((await test.send('GET', one)).status).toBe(404);
    for (const secret of [made.json.secret, changed.json.secret] as string[])
      expect(test.log()).not.toContain(secret);
  });

  it('hears of a trouble, and of nobody that a vendor’s words name; its key shows nowhere', async () => {
    await fetch(`${sandbox.url}/control/robots/keys`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ kind: 'wecom', key: KEY }),
    });
    const { json: address } = await test.send('POST', ADDRESSES, robot());
    const shop = { connector: 'storefront', name: '徐汇店商城', config: { secrets: [SECRET] } };
    const { json: account } = await test.send('POST', '/api/v1/accounts', shop);
    await client.query(
      `INSERT INTO windows (id, account_id, stream, from_at, to_at, state, error_code, error_message, created_at, due_at)
       VALUES ($1, $2, 'orders', now() - INTERVAL '1 hour', now(), 'failed', 'invalid_response', $3, now(), now() + INTERVAL '1 day')`,
      [uuidV7(new Date(), randomBytes(10)), account.id, CANARY.join(' ')],
    );
    const told = async (): Promise<string[]> => {
      const answer = await fetch(`${sandbox.url}/control/robots/messages?key=${KEY}`);
      return ((await answer.json()) as { items: { text: string }[] }).items.map(({ text }) => text);
    };
    while ((await told()).length === 0) await new Promise(setImmediate);
    expect(await told()).toEqual([expect.stringMatching(/告警：账号“徐汇店商城”有故障，时间窗 1 项：/)]);
    const shown = await test.send('GET', ALARMS);
    const { rows } = await client.query('SELECT content, error_message FROM alarm_messages');
    const everything = [
      shown.text,
      (await test.send('GET', `${ADDRESSES}/${address.id as string}`)).text,
      JSON.stringify(rows),
    ];
    for (const part of CANARY) expect(everything.join()).not.toContain(part);
    expect([...everything, test.log()].join()).not.toContain(KEY);
    // The robot has it before the hub has noted that.
    const { items } = await new RestClient(test.url, ADMIN_KEY).until<{ items: AlarmAddress[] }>(
      ADDRESSES.slice(1),
      ({ items: [one] }) => one?.lastSentAt !== null && one?.waiting === 0,
    );
    expect(items).toMatchObject([
      { origin: sandbox.url, lastSentAt: expect.any(String), failing: null, waiting: 0 },
    ]);
  });
});
