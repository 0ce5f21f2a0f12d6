import pg from 'pg';
import { sendMutated } from '../../../tools/mutations/mutated-sender.mjs';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument } from './storefront-sender.js';

const DOCUMENTS = 400;

let database: TestDatabase;
let test: TestHub;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { HUB_ROLES: 'api,worker' });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await test.stop();
  await database.drop();
});

describe('mutated documents that are rightly signed', () => {
  it.each([1, 20_261_129])(
    'are each taken, or shown as refused, and none is answered 5xx (seed %i)',
    async (seed) => {
      const secret = newSecret();
      const account = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
      const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
      const statuses = await sendMutated({
        url: test.url + new URL(webhookUrl).pathname,
        key: Buffer.from(secret.slice('whsec_'.length), 'base64'),
        documents: DOCUMENTS,
        seed,
        document: (index) => JSON.parse(orderDocument({ orderNo: `M-${String(index % 20)}` })) as object,
      });
      expect([...statuses.keys()].filter((status) => ![200, 400, 422].includes(status))).toEqual([]);
      const of = (status: number) => statuses.get(status) ?? 0;
      const { refused, taken } = await settled(id);
      expect([taken, refused]).toEqual([of(200), of(400) + of(422)]);
      expect(Math.min(taken, refused)).toBeGreaterThan(DOCUMENTS / 10);
    },
  );
});

/** How many of an account were taken and worked off, and refused. Ends with the test's own time-out when some wait. */
async function settled(accountId: string): Promise<{ refused: number; taken: number }> {
  for (;;) {
    const { rows } = await client.query<{ state: string; count: number }>(
      'SELECT state, sum(times)::int AS count FROM deliveries WHERE account_id = $1 GROUP BY state',
      [accountId],
    );
    const of = (...states: string[]) =>
      rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
    if (of('failed') > 0) throw new Error('one was taken and could not be worked off');
    if (of('pending') === 0) return { refused: of('refused'), taken: of('done', 'contradicts') };
  }
}
