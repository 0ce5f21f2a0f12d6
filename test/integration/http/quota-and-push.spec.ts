import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Answer, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { ToyPospal } from './toy-pospal.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const SHOP_SECRET = `whsec_${Buffer.from('a secret of no worth, invented').toString('base64')}`;
const OVOPARK_CONFIG = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };

let database: TestDatabase;
let test: TestHub;
let vendor: ToyPospal;
let path: string;
let webhookUrl: string;
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  [database, vendor] = [await createTestDatabase(), await ToyPospal.start()];
  test = await startTestHub(database.url, { HUB_THROTTLE_PER_SECOND: '200' });
});
afterAll(async () => {
  await test.stop();
  await vendor.stop();
  await database.drop();
});

beforeEach(async () => {
  [vendor.pushUrl, vendor.refusal] = [null, undefined];
  const { json } = await newAccount('pospal', {
    appId: 'app-1',
    appKey: 'the-till-key',
    dailyCalls: 1_000,
    dispatch: { place: true },
  });
  path = `/api/v1/accounts/${json.id}`;
  webhookUrl = json.webhookUrl;
});

const newAccount = (connector: string, config: object) =>
  send('POST', '/api/v1/accounts', { connector, name: connector, baseUrl: vendor.url, config });

const expectProblem = (answer: Answer, status: number, kind: string) =>
  expect([answer.status, answer.json?.type]).toEqual([status, `urn:suanpan:problem:${kind}`]);

describe('the quota', () => {
  it('of an account is shown with what it is used for, what is kept of it, and when calls are granted', async () => {
    const answer = await send('GET', `${path}/quota`);
    expect([answer.status, answer.json]).toEqual([
      200,
      {
        limit: 1_000,
        used: expect.any(Number),
        periodStart: expect.stringMatching(/T16:00:00\.000Z$/),
        periodEnd: expect.stringMatching(/T16:00:00\.000Z$/),
        readAt: null,
        emptyUntil: null,
        usedFor: expect.objectContaining({ place: 0, listing: expect.any(Number), others: 0 }),
        reservedFor: expect.objectContaining({ place: expect.any(Number), backfill: 0 }),
        free: expect.any(Number),
        grantedFrom: expect.objectContaining({ place: expect.any(String), backfill: expect.any(String) }),
      },
    ]);
  });

  it('is said not to be there where a connector has none', async () => {
    const { id } = (await newAccount('storefront', { secrets: [SHOP_SECRET] })).json;
    const answer = await send('GET', `/api/v1/accounts/${id}/quota`);
    expectProblem(answer, 409, 'conflict');
    expect(answer.json.detail).toContain('has no quota');
    expectProblem(await send('GET', `/api/v1/accounts/${NOWHERE}/quota`), 404, 'not-found');
  });
});

describe('the push address', () => {
  it('is registered as the account’s own, or as another one, and read back from the vendor', async () => {
    const before = await send('GET', `${path}/push`);
    expect([before.status, before.json]).toEqual([
      200,
      expect.objectContaining({ ok: true, registeredUrl: null, webhookUrl, matches: false }),
    ]);
    for (const body of [{}, undefined]) {
      vendor.pushUrl = null;
      expect((await send('PUT', `${path}/push`, body)).json).toMatchObject({
        ok: true,
        registeredUrl: webhookUrl,
        matches: true,
      });
      expect(vendor.pushUrl).toBe(webhookUrl);
    }
    expect((await send('GET', `${path}/push`)).json).toMatchObject({
      registeredUrl: webhookUrl,
      matches: true,
    });
    const url = 'https://gateway.example.com/till';
    expect((await send('PUT', `${path}/push`, { url })).json).toMatchObject({
      registeredUrl: url,
      webhookUrl,
      matches: false,
    });
  });

  it('says what the vendor refuses', async () => {
    vendor.refusal = 'no such app';
    const refused = { ok: false, code: expect.any(String), registeredUrl: null, matches: false };
    for (const method of ['GET', 'PUT']) {
      const answer = await send(method, `${path}/push`);
      expect([answer.status, answer.json]).toEqual([200, expect.objectContaining(refused)]);
    }
  });

  it('is not touched when it is no address, when the account is paused, or where no call sets it', async () => {
    const calls = vendor.asked.length;
    for (const body of [{ url: 'nowhere' }, { url: '' }])
      expect(faulty(await send('PUT', `${path}/push`, body))).toEqual(['url']);
    await send('PATCH', path, { paused: true });
    expectProblem(await send('GET', `${path}/push`), 409, 'conflict');
    expectProblem(await send('PUT', `${path}/push`, {}), 409, 'conflict');
    const { id } = (await newAccount('ovopark', OVOPARK_CONFIG)).json;
    expectProblem(await send('PUT', `/api/v1/accounts/${id}/push`, {}), 409, 'conflict');
    expectProblem(await send('GET', `/api/v1/accounts/${NOWHERE}/push`), 404, 'not-found');
    expect(vendor.asked).toHaveLength(calls);
  });
});

describe('flags', () => {
  it('are shown with since when they are on, and one is changed without the others', async () => {
    const before = (await send('GET', path)).json;
    expect(before.config.dispatch).toEqual({ place: true, ship: false, complete: false, cancel: false });
    expect(before.flagsSince).toEqual({ 'dispatch.place': before.createdAt });
    const changed = (await send('PATCH', path, { config: { dispatch: { cancel: true } } })).json;
    expect(changed.config.dispatch).toEqual({ place: true, ship: false, complete: false, cancel: true });
    expect(changed.flagsSince).toEqual({
      'dispatch.place': before.createdAt,
      'dispatch.cancel': changed.updatedAt,
    });
    expect((await send('GET', '/api/v1/accounts?limit=200')).json.items).toContainEqual(changed);
    const wrong = await send('PATCH', path, { config: { dispatch: { plaec: true } } });
    expect(faulty(wrong)).toEqual(['config.dispatch.plaec']);
  });

  it('are described by their connector', async () => {
    const { items } = (await send('GET', '/api/v1/connectors')).json;
    const pospal = items.find(({ id }: { id: string }) => id === 'pospal');
    expect(pospal).toMatchObject({ sells: 'else', orderSink: true, quota: true, push: true });
    expect(pospal.fields).toContainEqual(
      expect.objectContaining({
        name: 'dispatch',
        type: 'flags',
        flags: expect.arrayContaining(['place', 'cancel']),
        default: expect.objectContaining({ place: false }),
      }),
    );
  });
});
