import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let database: TestDatabase;
let test: TestHub;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url);
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

describe('an account whose deliveries keep failing', () => {
  const secret = newSecret();
  let id: string;
  let path: string;

  beforeEach(async () => {
    const account = { connector: 'storefront', name: 'Shop', config: { secrets: [secret] } };
    const made = (await test.send('POST', '/api/v1/accounts', account)).json;
    id = made.id;
    path = new URL(made.webhookUrl).pathname;
  });

  const send = (by: string, change: Record<string, string> = {}): Promise<Answer> => {
    const { body, headers } = signed(by, orderDocument());
    return test.send('POST', path, body, { ...headers, ...change });
  };
  const troubles = async () => (await test.send('GET', `/api/v1/accounts/${id}`)).json.health.troubles;
  const tested = async () => (await test.send('POST', `/api/v1/accounts/${id}/test`)).json;
  /** Ends with the test's own time-out when it never becomes so. */
  const untilCounted = async (count: number): Promise<void> => {
    while ((await troubles())[0]?.count !== count);
  };

  it.each([
    ['another secret', () => send(newSecret()), 'bad_signature', 'signature'],
    [
      'milliseconds',
      () => send(secret, { 'webhook-timestamp': String(Date.now()) }),
      'bad_timestamp',
      'seconds',
    ],
    ['gzip', () => send(secret, { 'content-encoding': 'gzip' }), 'unsupported_encoding', 'compressed'],
  ])('for %s is unwell, and its test says why, until one comes right', async (_name, fail, code, word) => {
    expect(await tested()).toMatchObject({ ok: true, deliveries: { lastRightAt: null, lastRefused: null } });
    for (let n = 0; n < 3; n += 1) expect((await fail()).status).toBeLessThan(500);
    await untilCounted(3);
    expect(await troubles()).toMatchObject([
      { what: 'deliveries', code, count: 3, message: expect.stringContaining(word) },
    ]);
    expect(await tested()).toMatchObject({
      ok: false,
      code,
      message: expect.stringContaining(word),
      deliveries: { refusedInARow: 3 },
    });
    expect((await send(secret)).status).toBe(200);
    expect(await troubles()).toEqual([]);
    expect(await tested()).toMatchObject({ ok: true, deliveries: { refusedInARow: 0 } });
  });
});
