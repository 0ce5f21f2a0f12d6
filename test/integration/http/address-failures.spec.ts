import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, type Signed, signed } from './storefront-sender.js';

const SECRET = newSecret();
const MOST = 5;

let database: TestDatabase;
let hub: TestHub;
let webhook: string;
beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url, {
    HUB_FAILURES_PER_MINUTE: String(MOST),
    HUB_TRUSTED_PROXIES: '127.0.0.0/8',
  });
  const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  webhook = new URL((await hub.send('POST', '/api/v1/accounts', account)).json.webhookUrl).pathname;
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

let addresses = 0;
/** Each test from an address of its own. */
const nextAddress = (): string => `192.0.2.${String((addresses += 1))}`;
const from = (address: string) => ({ 'x-forwarded-for': address });

const deliver = (address: string, { body, headers }: Signed, path = webhook): Promise<Answer> =>
  hub.send('POST', path, body, { ...headers, ...from(address) });
const forged = () => signed(newSecret(), orderDocument());
const right = () => signed(SECRET, orderDocument());
const statuses = async (times: number, ask: () => Promise<Answer>): Promise<number[]> => {
  const answers: number[] = [];
  while (answers.length < times) answers.push((await ask()).status);
  return answers;
};

function expectTooMany({ status, json, headers }: Answer): void {
  expect([status, json?.code, json?.type]).toEqual([
    429,
    'too_many_failures',
    'urn:suanpan:problem:too-many-failures',
  ]);
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
}

describe('deliveries that are not verified', () => {
  it('count against their address, whatever is wrong with them, and are told to wait', async () => {
    const address = nextAddress();
    const { body, headers } = right();
    const { 'webhook-signature': _signature, ...unsigned } = headers;
    const old = signed(SECRET, body, 'old', new Date(Date.now() - 6 * 60_000));
    expect([
      (await deliver(address, forged())).status,
      (await deliver(address, { body, headers: unsigned })).status,
      (await deliver(address, old)).status,
      (await deliver(address, { body, headers: { ...headers, 'content-encoding': 'gzip' } })).status,
      (await deliver(address, right(), `${webhook}x`)).status,
    ]).toEqual([401, 401, 401, 415, 404]);
    expectTooMany(await deliver(address, forged()));
    expectTooMany(await deliver(address, { body, headers: unsigned }));
    expectTooMany(await deliver(address, right(), `${webhook}x`));
  });

  it('hold up nothing that is rightly signed: a vendor, and a forger behind the same address', async () => {
    const address = nextAddress();
    await statuses(MOST + 1, () => deliver(address, forged()));
    const mixed = await Promise.all(
      Array.from({ length: 40 }, (_, n) => deliver(address, n % 2 === 0 ? right() : forged())),
    );
    expect(mixed.map(({ status }) => status)).toEqual(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 200 : 429)),
    );
  });

  it('what is verified and refused for its content or as a conflict does not count, and says why', async () => {
    const address = nextAddress();
    const wrong = () => deliver(address, signed(SECRET, '{"orderNo":'));
    expect(await statuses(2 * MOST, wrong)).toEqual(Array(2 * MOST).fill(400));
    await deliver(address, signed(SECRET, orderDocument(), 'msg_twice'));
    const conflict = () => deliver(address, signed(SECRET, orderDocument(), 'msg_twice'));
    expect(await statuses(MOST, conflict)).toEqual(Array(MOST).fill(409));
    expect((await deliver(address, forged())).status).toBe(401);
  });

  it('hold up no other address', async () => {
    const address = nextAddress();
    await statuses(MOST + 1, () => deliver(address, forged()));
    expect((await deliver(nextAddress(), forged())).status).toBe(401);
  });

  it('are counted, and the first of a minute is told', async () => {
    const address = nextAddress();
    const before = await counted('delivery');
    await statuses(MOST + 3, () => deliver(address, forged()));
    expect((await counted('delivery')) - before).toBe(3);
    const lines = hub
      .log()
      .split('\n')
      .filter((line) => line.includes(`"clientAddress":"${address}"`));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"event":"failures","outcome":"too_many","what":"delivery"');
  });

  it('make their account unwell for why they were not', async () => {
    const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
    const { id, webhookUrl } = (await hub.send('POST', '/api/v1/accounts', account)).json;
    const address = nextAddress();
    await statuses(MOST + 3, () => deliver(address, forged(), new URL(webhookUrl).pathname));
    const troubles = async () => (await hub.send('GET', `/api/v1/accounts/${id}`)).json.health.troubles;
    while ((await troubles())[0]?.count !== MOST + 3);
    expect(await troubles()).toMatchObject([{ what: 'deliveries', code: 'bad_signature' }]);
  });
});

describe('keys that are none', () => {
  const ask = (address: string, authorization: string, path = '/api/v1/stores') =>
    hub.send('GET', path, undefined, { ...from(address), authorization });

  it('count against their address, and a valid one is taken all the same', async () => {
    const address = nextAddress();
    const guess = () => ask(address, 'Bearer a-wrong-key');
    expect(await statuses(MOST, guess)).toEqual(Array(MOST).fill(401));
    expectTooMany(await guess());
    expectTooMany(await ask(address, 'Basic eDp5'));
    expectTooMany(await ask(address, 'Bearer a-wrong-key', '/metrics'));
    expect((await hub.send('GET', '/api/v1/stores', undefined, from(address))).status).toBe(200);
    expect((await ask(nextAddress(), 'Bearer a-wrong-key')).status).toBe(401);
  });

  it('are no cookies of sessions that have ended: a browser goes on sending those', async () => {
    const address = nextAddress();
    const cookie = `suanpan_session=${'A'.repeat(43)}`;
    const answers = Array.from({ length: 2 * MOST }, () =>
      fetch(`${hub.url}/api/v1/me`, { headers: { ...from(address), cookie } }),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(2 * MOST).fill(401));
  });
});

it('who only says to be another is counted as who he is', async () => {
  const address = nextAddress();
  let liars = 0;
  const lie = () => deliver(`198.51.100.${String((liars += 1))}, ${address}`, forged());
  expect(await statuses(MOST, lie)).toEqual(Array(MOST).fill(401));
  expectTooMany(await lie());
});

async function counted(what: string): Promise<number> {
  const { text } = await hub.send('GET', '/metrics');
  return Number(
    new RegExp(`^suanpan_too_many_failures_total\\{what="${what}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0,
  );
}
