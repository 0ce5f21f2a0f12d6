import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { proxyTo, type TcpProxy } from '../../../tools/faults/tcp-proxy.mjs';
import { type Answer, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, type Signed, signed } from './storefront-sender.js';

const SECRET = newSecret();

let database: TestDatabase;
let proxy: TcpProxy;
let test: TestHub;
let client: pg.Client;
let address: string;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await proxyTo(database.url);
  test = await startTestHub(proxy.url, { HUB_ENCRYPT_PAYLOADS: 'off' });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  accountId = id;
  address = new URL(webhookUrl).pathname;
});
afterAll(async () => {
  await client.end();
  await test.stop();
  await proxy.breakOff();
  await database.drop();
});

const post = ({ body, headers }: Signed, path = address): Promise<Answer> =>
  test.send('POST', path, body, headers);

const stored = async (): Promise<{ state: string }[]> =>
  (await client.query<{ state: string }>('SELECT state FROM deliveries ORDER BY id')).rows;

const counted = async (): Promise<string[]> => {
  const { text } = await test.send('GET', '/metrics');
  return text.split('\n').filter((line) => line.startsWith('suanpan_deliveries_total'));
};

function expectProblem(answer: Answer, status: number, kind: string): void {
  expect([answer.status, answer.json?.type]).toEqual([status, `urn:suanpan:problem:${kind}`]);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
}

describe('a delivery', () => {
  it('is stored byte for byte and answered as the connector wants', async () => {
    const delivery = signed(SECRET, `${orderDocument()}\n  `);
    const answer = await post(delivery);
    expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
      200,
      '{"received":true}',
      'application/json',
    ]);
    const { rows } = await client.query<{ body: Buffer }>(
      'SELECT body FROM payloads ORDER BY id DESC LIMIT 1',
    );
    expect(rows[0]?.body.toString()).toBe(delivery.body);
    expect(await counted()).toEqual([
      `suanpan_deliveries_total{connector="storefront",account="${accountId}",outcome="acknowledged"} 1`,
    ]);
  });

  it('that comes again gets the same answer and is stored once; another body under its id is a conflict', async () => {
    const before = (await stored()).length;
    const delivery = signed(SECRET, orderDocument(), 'msg_again');
    const first = await post(delivery);
    const second = await post(delivery);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(await stored()).toHaveLength(before + 1);
    expectProblem(await post(signed(SECRET, orderDocument(), 'msg_again')), 409, 'conflict');
    expect((await stored()).at(-1)).toEqual({ state: 'conflict' });
  });

  it('is taken whatever its content type says', async () => {
    for (const type of ['text/plain; charset=gbk', 'x', 'application/json; charset="', ';']) {
      const { body, headers } = signed(SECRET, orderDocument());
      expect((await post({ body, headers: { ...headers, 'content-type': type } })).status).toBe(200);
    }
  });

  it('that is refused says why, and only what its sender really sent is kept', async () => {
    const before = await stored();
    const body = orderDocument();
    const good = signed(SECRET, body);
    const { 'webhook-signature': _signature, ...unsigned } = good.headers;
    expectProblem(await post({ body, headers: unsigned }), 401, 'unsigned');
    expectProblem(await post({ body: `${body} `, headers: good.headers }), 401, 'bad-signature');
    expectProblem(await post(signed(newSecret(), body)), 401, 'bad-signature');
    expectProblem(await post(signed(SECRET, body, 'old', new Date(Date.now() - 6 * 60_000))), 401, 'stale');
    expect(await stored()).toEqual(before);
    expectProblem(await post(signed(SECRET, '{"orderNo":')), 400, 'not-json');
    expectProblem(await post(signed(SECRET, '{"a":1,"a":2}')), 400, 'duplicate-key');
    expectProblem(await post(signed(SECRET, '{"__proto__":{}}')), 400, 'forbidden-key');
    expectProblem(await post(signed(SECRET, '['.repeat(40) + ']'.repeat(40))), 400, 'too-deep');
    const invalid = await post(signed(SECRET, orderDocument({ paidFen: '25.00', items: [{}] })));
    expectProblem(invalid, 422, 'invalid-document');
    expect(faulty(invalid)).toEqual(expect.arrayContaining(['paidFen', 'items.0.itemName']));
    expect((await stored()).slice(before.length)).toEqual(Array(5).fill({ state: 'refused' }));
    expect((await counted()).join('\n')).toContain('outcome="bad_signature"} 2');
  });

  it('that is too large is refused while it is being read', async () => {
    expectProblem(
      await post(signed(SECRET, orderDocument({ x: 'x'.repeat(1024 * 1024) }))),
      413,
      'body-too-large',
    );
    expect((await counted()).join('\n')).toContain('outcome="too_large"} 1');
  });

  it('for a key that nobody has is told nothing more', async () => {
    const delivery = signed(SECRET, orderDocument());
    for (const path of [`${address}x`, address.replace('storefront', 'zhimai'), '/webhooks/nobody/nothing']) {
      const answer = await post(delivery, path);
      expectProblem(answer, 404, 'not-found');
      expect(answer.json.detail).toBe('There is nothing at this address.');
    }
    expectProblem(await test.send('GET', address), 405, 'method-not-allowed');
  });

  it('is neither acknowledged nor lost from sight while the database is away', async () => {
    const before = await stored();
    const delivery = signed(SECRET, orderDocument());
    await proxy.breakOff();
    const away = await post(delivery);
    expectProblem(away, 503, 'unavailable');
    expect(away.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await test.send('GET', '/health/ready')).status).toBe(503);
    expect((await test.send('GET', '/health/live')).status).toBe(200);
    expect((await test.send('GET', '/metrics')).text).toContain('outcome="unavailable"} 1');
    await proxy.mend();
    expect((await post(delivery)).status).toBe(200);
    expect(await stored()).toHaveLength(before.length + 1);
    await untilReady();
  });
});

/** What was seen is told again for a moment. Ends with the test's own time-out when it never becomes so. */
async function untilReady(wanted = 200): Promise<Answer> {
  for (;;) {
    const answer = await test.send('GET', '/health/ready');
    if (answer.status === wanted) return answer;
  }
}

describe('a hub', () => {
  it('is ready in a fleet without workers, and says that what it acknowledges will wait', async () => {
    const { json } = await untilReady();
    expect(json).toMatchObject({
      status: 'degraded',
      details: {
        acknowledging: { status: 'up' },
        fleet: { status: 'degraded', workers: 0, message: expect.stringContaining('waits') },
      },
    });
    expect((await test.send('GET', '/metrics')).text).toMatch(/^suanpan_live_workers 0$/m);
  });

  it('is not ready when it can store no delivery, says so in words, and lives', async () => {
    await client.query('ALTER TABLE payloads ADD CONSTRAINT small_disk CHECK (length(body) < 10) NOT VALID');
    const answer = await untilReady(503);
    await client.query('ALTER TABLE payloads DROP CONSTRAINT small_disk');
    expectProblem(answer, 503, 'unavailable');
    expect(answer.json.detail).toMatch(
      /^Not ready\. No delivery can be acknowledged: the database refuses it \(23514\), since 2\d{3}-\S+Z\. No hub with workers/,
    );
    expect((await test.send('GET', '/health/live')).status).toBe(200);
    await untilReady();
  });
});

describe('senders that announce much and send little', () => {
  const MIB = 1024 * 1024;
  /** As many bodies as an account may have read at once. */
  const EACH = 16;
  /** One more than fill the room. */
  const ACCOUNTS = 5;
  let sockets: Socket[];
  beforeEach(() => (sockets = []));
  afterEach(() => sockets.forEach((socket) => socket.destroy()));

  async function anAddress(name: string): Promise<string> {
    const account = { connector: 'storefront', name, config: { secrets: [SECRET] } };
    return new URL((await test.send('POST', '/api/v1/accounts', account)).json.webhookUrl).pathname;
  }

  /** Begins a delivery of a mebibyte, and says no more. Resolves once the hub has heard of it. */
  async function beginSlowly(path: string): Promise<void> {
    const { port, hostname } = new URL(test.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket.on('error', () => undefined));
    const head = [
      `POST ${path} HTTP/1.1`,
      'host: hub',
      'content-type: application/json',
      `content-length: ${String(MIB)}`,
      'expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
  }

  const beginMany = (path: string) => Promise.all(Array.from({ length: EACH }, () => beginSlowly(path)));
  const postAnother = (path?: string) => post(signed(SECRET, orderDocument()), path);

  it('hold up their own account alone', async () => {
    const slow = await anAddress('Slow');
    await beginMany(slow);
    expectProblem(await postAnother(slow), 503, 'unavailable');
    expect((await postAnother()).status).toBe(200);
    expect((await test.send('GET', '/health/ready')).status).toBe(200);
  });

  it('make a hub that has no room left say that it is not ready', async () => {
    for (let n = 0; n < ACCOUNTS; n += 1) await beginMany(await anAddress(`Slow ${String(n)}`));
    expect((await untilReady(503)).json.detail).toMatch(/No delivery can be acknowledged: the bodies/);
    const { status, json } = await postAnother();
    expect([status, json.detail]).toEqual([503, expect.stringMatching(/^Too much is being sent/)]);
    sockets.forEach((socket) => socket.destroy());
    await untilReady();
    expect((await postAnother()).status).toBe(200);
  });
});

describe('stored deliveries', () => {
  it('are listed newest first, and read with their body on request', async () => {
    const all = (await test.send('GET', '/api/v1/deliveries?limit=200')).json.items;
    expect(all).toHaveLength((await stored()).length);
    const first = (await test.send('GET', '/api/v1/deliveries?limit=1')).json;
    expect(first.items).toEqual([all[0]]);
    const second = (await test.send('GET', `/api/v1/deliveries?limit=1&cursor=${first.nextCursor}`)).json;
    expect(second.items).toEqual([all[1]]);
    const path = `/api/v1/deliveries/${all[0].id}`;
    expect((await test.send('GET', path)).json).toMatchObject(all[0]);
    expect(JSON.parse((await test.send('GET', `${path}?body=true`)).json.body)).toMatchObject({
      payment: 'paid',
    });
    await test.printed(/"event":"(personal_fields_shown)"/);
  });

  it('are worked off once more on request, but not those that were refused', async () => {
    const { items } = (await test.send('GET', '/api/v1/deliveries?state=pending&limit=1')).json;
    const replayed = await test.send('POST', `/api/v1/deliveries/${items[0].id}/replay`);
    expect([replayed.status, replayed.json]).toEqual([202, { id: items[0].id }]);
    const conflict = (await test.send('GET', '/api/v1/deliveries?state=conflict')).json.items[0];
    expect((await test.send('POST', `/api/v1/deliveries/${conflict.id}/replay`)).status).toBe(422);
  });
});
