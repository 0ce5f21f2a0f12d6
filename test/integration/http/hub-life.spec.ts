import { once } from 'node:events';
import fs from 'node:fs';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { proxyTo } from '../../../tools/faults/tcp-proxy.mjs';
import { freePort } from '../../../tools/embedded-postgres/port.mjs';
import { Hub } from '../../support/programs.js';
import {
  failToStart,
  MASTER_KEY,
  spawnHub,
  startTestHub,
  type TestHub,
  ZHIMAI_CONFIG,
} from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

// Each test starts hubs of its own, some two.

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const zhimai = { connector: 'zhimai', name: 'Z', config: ZHIMAI_CONFIG };

/** Ends with the test's own time-out when it never becomes so. */
async function until(wanted: () => Promise<boolean>): Promise<void> {
  while (!(await wanted()));
}

describe('two hubs on one database', () => {
  let one: TestHub;
  let two: TestHub;

  beforeAll(async () => {
    [one, two] = await Promise.all([startTestHub(database.url), startTestHub(database.url)]);
  });
  afterAll(async () => {
    await Promise.all([one.stop(), two.stop()]);
  });

  it('share accounts, webhook addresses and keys within seconds', async () => {
    const secret = newSecret();
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const { id, webhookUrl } = (await one.send('POST', '/api/v1/accounts', shop)).json;
    const address = new URL(webhookUrl).pathname;
    const delivery = signed(secret, orderDocument());
    await until(
      async () => (await two.send('POST', address, delivery.body, delivery.headers)).status === 200,
    );

    const other = newSecret();
    await two.send('PATCH', `/api/v1/accounts/${id}`, { config: { secrets: [other] } });
    const later = signed(other, orderDocument());
    await until(async () => (await one.send('POST', address, later.body, later.headers)).status === 200);

    const { id: keyId, key } = (await one.send('POST', '/api/v1/api-keys', { name: 'shared' })).json;
    const headers = { authorization: `Bearer ${key}` };
    await until(async () => (await two.send('GET', '/api/v1/stores', undefined, headers)).status === 200);
    await one.send('DELETE', `/api/v1/api-keys/${keyId}`);
    await until(async () => (await two.send('GET', '/api/v1/stores', undefined, headers)).status === 401);
  });

  it('refuse together a second sales sink for a store', async () => {
    const store = { code: 'S900', name: 'x', timeZone: 'Asia/Shanghai' };
    const storeId = (await one.send('POST', '/api/v1/stores', store)).json.id;
    const ovopark = {
      connector: 'ovopark',
      name: 'O',
      config: { akey: 'a', secret: 'ssssss', enterpriseId: '1' },
    };
    const bind = async (hub: TestHub) => {
      const { id } = (await hub.send('POST', '/api/v1/accounts', ovopark)).json;
      return (await hub.send('POST', `/api/v1/accounts/${id}/bindings`, { storeId, vendorStoreId: '1' }))
        .status;
    };
    expect((await Promise.all([bind(one), bind(two)])).sort()).toEqual([201, 409]);
  });
});

describe('a hub', () => {
  it.each(['SIGTERM', 'disconnect'] as const)('ends in good order at %s', async (how) => {
    const hub = await startTestHub(database.url, { HUB_ROLES: 'api,worker' });
    expect(await hub.stop(how)).toBe(0);
    expect(hub.log()).toContain('"event":"stopped"');
    expect(hub.log()).not.toContain('"level":"error"');
  });

  it('finishes the deliveries under way before it ends', async () => {
    const hub = await startTestHub(database.url);
    const secret = newSecret();
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const address = new URL((await hub.send('POST', '/api/v1/accounts', shop)).json.webhookUrl).pathname;
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('BEGIN; LOCK TABLE delivery_keys IN ACCESS EXCLUSIVE MODE');
    const { body, headers } = signed(secret, orderDocument());
    const answer = hub.send('POST', address, body, headers);
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await until(async () => (await client.query(waits)).rowCount === 1);
    const ended = hub.stop('SIGTERM');
    await hub.printed(/"event":"(stopping)"/);
    await client.query('COMMIT');
    expect((await answer).status).toBe(200);
    expect(await ended).toBe(0);
    await client.end();
  });

  it('goes on by itself when its database was away', async () => {
    const proxy = await proxyTo(database.url);
    const hub = await startTestHub(proxy.url, { HUB_ROLES: 'api,worker' });
    const secret = newSecret();
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const address = new URL((await hub.send('POST', '/api/v1/accounts', shop)).json.webhookUrl).pathname;
    const deliver = async (orderNo: string) => {
      const { body, headers } = signed(secret, orderDocument({ orderNo }));
      await until(async () => (await hub.send('POST', address, body, headers)).status === 200);
      await until(
        async () => (await hub.send('GET', `/api/v1/orders?q=${orderNo}`)).json.items?.length === 1,
      );
    };
    await deliver('SF-before-the-break');
    expect((await hub.send('GET', '/health/ready')).json).toMatchObject({
      status: 'ok',
      details: { workers: { status: 'up' }, work: { status: 'up' }, fleet: { workers: 1 } },
    });
    await proxy.breakOff();
    await until(async () => (await hub.send('GET', '/health/ready')).status === 503);
    const { detail } = (await hub.send('GET', '/health/ready')).json as { detail: string };
    expect(detail).toMatch(/^Not ready\. The database cannot be reached, since \S+Z\./);
    expect((await hub.send('GET', '/api/v1/stores')).status).toBe(503);
    await proxy.mend();
    await deliver('SF-after-the-break');
    expect(await hub.stop()).toBe(0);
    await proxy.breakOff();
  });

  const onLinux = fs.existsSync('/dev/full') ? it : it.skip;

  onLinux('works, and ends in good order, though not one line of its log can be written', async () => {
    const port = await freePort();
    const full = fs.openSync('/dev/full', 'w');
    const hub = await spawnHub(database.url, { PORT: String(port), HUB_ROLES: 'api,worker' }, full);
    fs.closeSync(full);
    await until(() =>
      fetch(`http://127.0.0.1:${String(port)}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const ended = once(hub, 'exit');
    hub.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('with the worker’s role alone tells how it is and serves nothing else', async () => {
    const hub = await startTestHub(database.url, { HUB_ROLES: 'worker' });
    const statuses = await Promise.all(
      ['/health/ready', '/metrics', '/api/v1/stores', '/docs'].map(
        async (path) => (await hub.send('GET', path)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404, 404]);
    await hub.stop();
  });

  it('makes a first key when there is none and prints it once', async () => {
    const fresh = await createTestDatabase();
    const first = await startTestHub(fresh.url, { HUB_ADMIN_KEY: '' });
    const key = await first.printed(/Admin key, shown this once: (\S+)/);
    const headers = { authorization: `Bearer ${key}` };
    expect((await first.send('GET', '/api/v1/stores', undefined, headers)).status).toBe(200);
    await first.stop();
    const second = await startTestHub(fresh.url, { HUB_ADMIN_KEY: '' });
    expect(second.log()).not.toContain('Admin key');
    expect((await second.send('GET', '/api/v1/stores', undefined, headers)).status).toBe(200);
    await second.stop();
    await fresh.drop();
  });

  it('says in clear words why it cannot start', async () => {
    const bad = await failToStart(database.url, { PORT: 'x', HUB_ADMIN_KEY: 'short', HUB_MASTER_KEY: '' });
    expect(bad.code).toBe(1);
    expect(bad.output).toMatch(/^The environment has 3 faults:\n( {2}[A-Z_]+ .+\n){3}$/);
  });

  it('says what it cannot reach', async () => {
    const away = await failToStart('postgresql://hub@127.0.0.1:9/hub', {});
    expect(away).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^The hub could not start: the database cannot be reached: /m),
    });
  });

  it('says which connector it does not know', async () => {
    const rates = await failToStart(database.url, { HUB_REQUESTS_PER_SECOND: 'nobody=1' });
    expect(rates.output).toMatch(
      /^The hub could not start: HUB_REQUESTS_PER_SECOND names no connector: nobody$/m,
    );
  });

  it('does not start with another database’s master key, nor on a port that is taken', async () => {
    const running = await startTestHub(database.url);
    await running.send('POST', '/api/v1/accounts', zhimai);
    const otherKey = Buffer.alloc(32, 4).toString('base64');
    const wrongKey = await failToStart(database.url, { HUB_MASTER_KEY: otherKey });
    expect(wrongKey).toMatchObject({ code: 1, output: expect.stringContaining('HUB_MASTER_KEY') });
    // The one that answers there is not taken for it.
    const second = new Hub(database.url, Number(new URL(running.url).port), { HUB_MASTER_KEY: MASTER_KEY });
    await expect(second.start()).rejects.toThrow(
      /ended \(1\) before it was ready:[^]*\nThe hub could not start: listen EADDRINUSE: address already in use 127\.0\.0\.1:\d+$/m,
    );
    await running.stop();
  });
});
