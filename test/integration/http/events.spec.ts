import http from 'node:http';
import { once } from 'node:events';
import pg from 'pg';
import { proxyTo } from '../../../tools/faults/tcp-proxy.mjs';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let database: TestDatabase;
let one: TestHub;
let two: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  [one, two] = await Promise.all([
    startTestHub(database.url, { HUB_ROLES: 'api,worker' }),
    startTestHub(database.url),
  ]);
});
afterAll(async () => {
  await Promise.all([one.stop(), two.stop()]);
  await database.drop();
});

interface Heard {
  readonly event: string;
  readonly id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look at whatever the hub said
  readonly data: any;
}

/** As a browser's EventSource hears it, without coming back by itself. */
class Ears {
  readonly heard: Heard[] = [];
  lastId = '';
  readonly ended: Promise<unknown>;

  private constructor(readonly answer: http.IncomingMessage) {
    this.ended = once(answer, 'close');
    let text = '';
    answer.on('data', (chunk: Buffer) => {
      const parts = (text + chunk.toString()).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) this.take(part);
    });
    answer.on('error', () => undefined);
  }

  static async open(hub: TestHub, headers: Record<string, string> = {}): Promise<Ears> {
    const authorization = headers['cookie'] === undefined ? { authorization: `Bearer ${ADMIN_KEY}` } : {};
    const request = http.get(`${hub.url}/api/v1/events`, {
      agent: false,
      headers: { ...authorization, ...headers },
    });
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
    const ears = new Ears(answer);
    if (answer.statusCode === 200) await ears.until(() => ears.lastId !== '');
    return ears;
  }

  /** Resolves once it is so; the test's own time-out ends it. */
  async until(wanted: () => boolean): Promise<void> {
    while (!wanted()) await Promise.race([once(this.answer, 'data'), this.ended]);
  }

  hears(kind: string, id: string): Promise<void> {
    return this.until(() => this.heard.some(({ data }) => data.kind === kind && data.id === id));
  }

  has(event: string): Promise<void> {
    return this.until(() => this.heard.some((one) => one.event === event));
  }

  private take(part: string): void {
    const fields = new Map(
      part.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    );
    this.lastId = fields.get('id') ?? this.lastId;
    const [event, data] = [fields.get('event'), fields.get('data')];
    if (event !== undefined) this.heard.push({ event, id: this.lastId, data: JSON.parse(data ?? 'null') });
  }
}

let codes = 0;
const newStore = async (hub: TestHub): Promise<string> => {
  const store = { code: `E${String((codes += 1))}`, name: 'Store', timeZone: 'Asia/Shanghai' };
  return (await hub.send('POST', '/api/v1/stores', store)).json.id;
};

describe('a listener', () => {
  it('hears in one hub what another has changed, with its store', async () => {
    const ears = await Ears.open(two);
    expect(ears.answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    const id = await newStore(one);
    await ears.hears('store', id);
    expect(ears.heard.find(({ data }) => data.id === id)).toEqual({
      event: 'hint',
      id: expect.stringMatching(/^[0-9a-f]{12}-\d+$/),
      data: { kind: 'store', id, storeId: id },
    });
    ears.answer.destroy();
  });

  it('hears of a delivery and of the order that it becomes', async () => {
    const secret = newSecret();
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const ears = await Ears.open(two);
    const { id: accountId, webhookUrl } = (await one.send('POST', '/api/v1/accounts', shop)).json;
    await ears.hears('account', accountId);
    const { body, headers } = signed(secret, orderDocument({ orderNo: 'EV-1' }));
    await one.send('POST', new URL(webhookUrl).pathname, body, headers);
    await ears.until(() => ears.heard.some(({ data }) => data.kind === 'order'));
    const order = (await one.send('GET', '/api/v1/orders?q=EV-1')).json.items[0];
    await ears.hears('order', order.id);
    const delivery = (await one.send('GET', '/api/v1/deliveries')).json.items[0];
    await ears.hears('delivery', delivery.id);
    ears.answer.destroy();
  });

  it('that comes back is told what it missed, and to look at everything where nobody knows that', async () => {
    const before = await Ears.open(two);
    before.answer.destroy();
    const id = await newStore(one);
    await (await Ears.open(two)).hears('store', await newStore(one));
    const back = await Ears.open(two, { 'last-event-id': before.lastId });
    await back.hears('store', id);
    expect(back.heard.map(({ event }) => event)).not.toContain('resync');
    for (const strange of ['x', `${before.lastId}9`, '0-0', 'x'.repeat(5_000)]) {
      const ears = await Ears.open(two, { 'last-event-id': strange });
      await ears.has('resync');
      ears.answer.destroy();
    }
    const elsewhere = await Ears.open(one, { 'last-event-id': before.lastId });
    await elsewhere.has('resync');
    for (const ears of [back, elsewhere]) ears.answer.destroy();
  });

  it('is told to look at everything where the connection that hears was lost', async () => {
    const ears = await Ears.open(two);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name LIKE 'suanpan events %' AND datname = current_database()`,
    );
    await client.end();
    await ears.has('resync');
    await ears.hears('store', await newStore(one));
    ears.answer.destroy();
  });

  it('needs a key or a session', async () => {
    const ears = await Ears.open(two, { authorization: 'Bearer wrong' });
    expect(ears.answer.statusCode).toBe(401);
  });

  it('is one of twenty of its session', async () => {
    const cookie = await signIn(two, ADMIN_KEY);
    const all = await Promise.all(Array.from({ length: 20 }, () => Ears.open(two, { cookie })));
    const beyond = await Ears.open(two, { cookie });
    expect([beyond.answer.statusCode, beyond.answer.headers['retry-after']]).toEqual([503, '5']);
    for (const ears of all) ears.answer.destroy();
  });
});

async function signIn(hub: TestHub, key: string): Promise<string> {
  const answer = await fetch(`${hub.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

describe('listening ends', () => {
  it('with the session, and with the key of the session or the listener', async () => {
    const { id, key } = (await one.send('POST', '/api/v1/api-keys', { name: 'listens' })).json;
    const cookie = await signIn(one, key);
    const inSession = await Ears.open(one, { cookie });
    const session = await signIn(one, key);
    const other = await Ears.open(one, { cookie: session });
    const byKey = await Ears.open(one, { authorization: `Bearer ${key}` });
    await fetch(`${one.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    await inSession.has('signed_out');
    await inSession.ended;
    expect(other.heard.map(({ event }) => event)).not.toContain('signed_out');
    await one.send('DELETE', `/api/v1/api-keys/${id}`);
    for (const ears of [other, byKey]) {
      await ears.has('signed_out');
      await ears.ended;
    }
  });

  it('at once when the hub stops, which waits for nobody; the next one knows none of its ids', async () => {
    const hub = await startTestHub(database.url);
    const all = await Promise.all([Ears.open(hub), Ears.open(hub), Ears.open(hub)]);
    expect(await hub.stop()).toBe(0);
    await Promise.all(all.map(({ ended }) => ended));
    const again = await startTestHub(database.url);
    const back = await Ears.open(again, { 'last-event-id': all[0].lastId });
    await back.has('resync');
    await again.stop();
  });
});

it('where the database was away, everything is to be looked at once it is back', async () => {
  const proxy = await proxyTo(database.url);
  const hub = await startTestHub(proxy.url);
  const ears = await Ears.open(hub);
  proxy.goSilent({ newOnesToo: true });
  await hub.printed(/"event":"events".*"outcome":"(connection lost)"/);
  expect(ears.heard.map(({ event }) => event)).not.toContain('resync');
  await proxy.mend();
  await ears.has('resync');
  await ears.hears('store', await newStore(one));
  ears.answer.destroy();
  await hub.stop();
  await proxy.breakOff();
});
