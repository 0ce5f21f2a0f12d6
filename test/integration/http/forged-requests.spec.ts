import pg from 'pg';
import { SCHEMES, sendForged } from '../../../tools/mutations/forged/sender.mjs';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

/** Of each scheme; `npm run bench forged` sends a hundred thousand. */
const REQUESTS = 500;
const ONE_ADDRESS = '198.51.100.9';

let database: TestDatabase;
let test: TestHub;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { HUB_TRUSTED_PROXIES: '127.0.0.0/8', LOG_LEVEL: 'info' });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.stop();
  await database.drop();
});

describe.each(Object.entries(SCHEMES))('forged and mutated requests: %s', (name, scheme) => {
  let path: string;
  let accountId: string;
  beforeAll(async () => {
    const { connector, baseUrl, config } = scheme;
    const account = { connector, name, baseUrl, config };
    const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
    accountId = id;
    path = new URL(webhookUrl).pathname;
  });

  const taken = async (): Promise<number> => {
    const { rows } = await client.query<{ taken: number }>(
      `SELECT coalesce(sum(times), 0)::int AS taken FROM deliveries
       WHERE account_id = $1 AND state NOT IN ('conflict', 'refused')`,
      [accountId],
    );
    return rows[0]?.taken ?? 0;
  };

  it.each([1, 20_261_130])('none is taken or answered 5xx, and what is right is (seed %i)', async (seed) => {
    const before = await taken();
    const run = `${String(seed)}-`;
    const sent = await sendForged({ base: test.url, path, scheme, requests: REQUESTS, seed, run });
    expect(sent.accepted).toEqual([]);
    expect(sent.goodRefused).toEqual([]);
    expect([...sent.statuses.keys()].filter((status) => status < 400 || status >= 500)).toEqual([]);
    // The limit of an address hides nothing here: each came from its own.
    expect(sent.statuses.get(429)).toBeUndefined();
    expect((await taken()) - before).toBe(sent.good);
  });

  it('from one address they are told to wait, and what is right is taken all the same', async () => {
    const before = await taken();
    const sent = await sendForged({
      ...{ base: test.url, path, scheme, requests: REQUESTS, seed: 7, run: 'one-' },
      addressOf: () => ONE_ADDRESS,
    });
    expect([sent.accepted, sent.goodRefused]).toEqual([[], []]);
    expect(sent.statuses.get(429)).toBeGreaterThan(REQUESTS / 2);
    expect((await taken()) - before).toBe(sent.good);
  });
});
