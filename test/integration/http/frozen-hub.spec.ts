import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

describe('a hub that is frozen while it holds locks', () => {
  let database: TestDatabase;
  let client: pg.Client;
  const hubs = new Map<string, TestHub>();
  const secret = newSecret();
  let address = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const env = { HUB_ROLES: 'api,worker', LOG_LEVEL: 'info' };
    for (const hub of await Promise.all([1, 2].map(() => startTestHub(database.url, env))))
      hubs.set(await hub.printed(/"event":"started".*"instance":"([^"]+)"/), hub);
    const shop = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const { json } = await anyHub().send('POST', '/api/v1/accounts', shop);
    address = new URL(json.webhookUrl).pathname;
    for (const hub of hubs.values()) await until(() => isTaken(hub, 'A-0'));
    await until(nothingWaits);
  });
  afterAll(async () => {
    await Promise.all([...hubs.values()].map((hub) => hub.stop()));
    await client.end();
    await database.drop();
  });

  const anyHub = (): TestHub => [...hubs.values()][0]!;
  const isTaken = async (hub: TestHub, orderNo: string) => {
    const { body, headers } = signed(secret, orderDocument({ orderNo }));
    return (await hub.send('POST', address, body, headers)).status === 200;
  };

  /** Ends with the test's own time-out when it never becomes so. */
  async function until(wanted: () => Promise<boolean>): Promise<void> {
    while (!(await wanted()));
  }
  const rows = async (text: string, ...values: unknown[]): Promise<Record<string, string>[]> =>
    (await client.query<Record<string, string>>(text, values)).rows;
  const nothingWaits = async () =>
    (await rows(`SELECT FROM deliveries WHERE state = 'pending'`)).length === 0;
  const isRecorded = async (orderNo: string) =>
    (await rows('SELECT FROM legs WHERE vendor_no = $1', orderNo)).length > 0;
  const sessionsOf = (instance: string) =>
    rows(`SELECT state FROM pg_stat_activity WHERE application_name LIKE '%' || $1`, instance);

  /** Whichever hub records the order waits for a lock, is stopped, and is then given it. */
  async function freezeWhileRecording(orderNo: string): Promise<{ frozen: string; thaw: () => void }> {
    await client.query('BEGIN; LOCK TABLE entry_keys IN EXCLUSIVE MODE');
    expect(await isTaken(anyHub(), orderNo)).toBe(true);
    let frozen = '';
    await until(async () => {
      const waiting = `SELECT right(application_name, 36) AS id FROM pg_locks JOIN pg_stat_activity USING (pid)
                       WHERE NOT granted AND datname = current_database() AND relation = 'entry_keys'::regclass`;
      frozen = (await rows(waiting))[0]?.['id'] ?? '';
      return frozen !== '';
    });
    const thaw = hubs.get(frozen)!.freeze();
    await client.query('COMMIT');
    // It is given the lock, and is idle in its transaction: for ten seconds, whether or not this looks within them.
    await until(async () => (await sessionsOf(frozen)).every(({ state }) => state !== 'active'));
    // However long the test takes, nobody takes it for dead, or what it holds for free, before the test says so.
    const later = `clock_timestamp() + INTERVAL '1 hour'`;
    await client.query(`UPDATE instances SET beat_at = ${later} WHERE id = $1`, [frozen]);
    await client.query(`UPDATE deliveries SET lease_until = ${later} WHERE lease_until IS NOT NULL`);
    return { frozen, thaw };
  }

  it('stops nobody else’s recording, is taken over, and doubles nothing once it goes on', async () => {
    const { frozen, thaw } = await freezeWhileRecording('A-1');
    const [other] = [...hubs].filter(([id]) => id !== frozen).map(([, hub]) => hub);

    // Making a store wants alone what every recording shares, so that whoever records queues behind it.
    const store = other!.send('POST', '/api/v1/stores', { code: 'N', name: 'x', timeZone: 'Asia/Shanghai' });
    expect(await isTaken(other!, 'A-2')).toBe(true);
    await until(() => isRecorded('A-2'));
    expect([201, 503]).toContain((await store).status);
    // Before it is taken for dead.
    expect(await rows('SELECT FROM instances WHERE id = $1', frozen)).toHaveLength(1);
    expect(await isRecorded('A-1')).toBe(false);

    // What half a minute and the end of its lease make of it.
    const earlier = `clock_timestamp() - INTERVAL '1 minute'`;
    await client.query(`UPDATE instances SET beat_at = ${earlier} WHERE id = $1`, [frozen]);
    await client.query(`UPDATE deliveries SET lease_until = clock_timestamp() WHERE lease_until IS NOT NULL`);
    await until(async () => (await sessionsOf(frozen)).length === 0);
    await until(() => isRecorded('A-1'));

    thaw();
    await until(() => isTaken(hubs.get(frozen)!, 'A-3'));
    await until(nothingWaits);
    await until(async () => (await rows('SELECT FROM instances WHERE id = $1', frozen)).length === 1);
    const counts = `SELECT vendor_no, (SELECT count(*)::int FROM ledger_entries e WHERE e.leg_id = legs.id) AS entries
                    FROM legs ORDER BY vendor_no`;
    expect(await rows(counts)).toEqual(
      ['A-0', 'A-1', 'A-2', 'A-3'].map((vendor_no) => ({ vendor_no, entries: vendor_no === 'A-0' ? 2 : 1 })),
    );
    expect(await rows('SELECT count(*)::int AS count FROM orders')).toEqual([{ count: 4 }]);
  });
});
