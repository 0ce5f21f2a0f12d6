import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Database } from '#database/database.js';
import { proxyTo, type TcpProxy } from '../../../tools/faults/tcp-proxy.mjs';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from '../http/hub-fixture.js';
import { newSecret, orderDocument, signed } from '../http/storefront-sender.js';

const SHIFTED_CLOCK = path.resolve(import.meta.dirname, '../../../tools/faults/shifted-clock.mjs');
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let own: TestDatabase;
let database: Database;
let proxy: TcpProxy;
let hub: TestHub;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-clock-'));
const clockFile = path.join(folder, 'clock');

beforeAll(async () => {
  own = await createTestDatabase();
  database = new Database({ url: own.url, max: 2, name: 'test' }, () => undefined);
  proxy = await proxyTo(own.url);
  hub = await startTestHub(proxy.url, {
    HUB_ROLES: 'api,worker',
    NODE_OPTIONS: `--import ${SHIFTED_CLOCK}`,
    SHIFTED_CLOCK: clockFile,
  });
});
afterAll(async () => {
  await hub.stop();
  await proxy.breakOff();
  await database.close();
  await own.drop();
  fs.rmSync(folder, { recursive: true });
});

const until = async (condition: () => Promise<boolean>): Promise<void> => {
  while (!(await condition()));
};

async function openShop() {
  const secret = newSecret();
  const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
  const { pathname } = new URL((await hub.send('POST', '/api/v1/accounts', shop)).json.webhookUrl as string);
  return async (orderNo: string): Promise<number> => {
    const { body, headers } = signed(secret, orderDocument({ orderNo }));
    return (await hub.send('POST', pathname, body, headers)).status;
  };
}

const shows = async (orderNo: string): Promise<boolean> =>
  (await hub.send('GET', `/api/v1/orders?q=${orderNo}`)).json.items.length === 1;

/** The first readiness with these words; undefined where the hub has ended without them. */
async function readyWith(words: string): Promise<string | undefined> {
  for (;;) {
    const text = await hub.send('GET', '/health/ready').then(
      (answer) => answer.text,
      () => undefined,
    );
    if (text === undefined || text.includes(words)) return text;
  }
}

const rows = <Row>(text: string): Promise<Row[]> => database.rows<Row>({ text });

describe('a hub whose wall clock is set a day ahead', () => {
  it('acknowledges and does no work until it has measured the time, and then goes on by itself', async () => {
    const deliver = await openShop();
    expect(await deliver('C-1')).toBe(200);
    await until(() => shows('C-1'));

    proxy.loseAnswersTo('database_clock');
    fs.writeFileSync(clockFile, String(DAY_MS));
    await hub.printed(/("outcome":"apart")/);
    expect(await deliver('C-2')).toBe(200);
    // Its wake-up has been fetched, and waits for leave to work.
    await until(async () => {
      const held = await rows(`SELECT FROM graphile_worker.jobs
        WHERE task_identifier = 'intake.drain' AND locked_by IS NOT NULL`);
      return held.length > 0;
    });
    const [pending] = await rows<{ state: string; received_at: Date }>(
      `SELECT state, received_at FROM deliveries WHERE state <> 'done'`,
    );
    expect(pending?.state).toBe('pending');
    expect(Math.abs(Date.now() - (pending?.received_at.getTime() ?? 0))).toBeLessThan(HOUR_MS);
    const ready = await hub.send('GET', '/health/ready');
    expect(ready.json.details.clock).toMatchObject({ trusted: false, reason: 'apart' });
    expect((await hub.send('GET', '/metrics')).text).toContain('\nsuanpan_clock_trusted 0');

    await proxy.mend();
    await hub.printed(/("outcome":"host wrong")/);
    await until(() => shows('C-2'));
    const [ticks] = await rows<{ last: Date }>('SELECT max(slot) AS last FROM ticks');
    expect((ticks?.last.getTime() ?? 0) - Date.now()).toBeLessThan(HOUR_MS);
    expect((await hub.send('GET', '/metrics')).text).toContain('\nsuanpan_clock_trusted 1');
  });

  it('ends with a sentence once a migration has made it too old', async () => {
    // It takes connections for two seconds more once it has said that it ends: whoever asks must be at it by then.
    const told = readyWith('This hub is of version');
    await rows(`UPDATE hub_requirements SET min_hub_version = '999.0.0'`);
    expect(await hub.printed(/The hub ends: (.*)\./)).toMatch(
      /^this hub is of version .*: start a hub of that/,
    );
    expect(await told).toContain('This hub is of version');
    expect(await hub.ended).toBe(78);
  });
});
