import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, type Answer, faulty, startTestHub, type TestHub, ZHIMAI_CONFIG } from './hub-fixture.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';

let database: TestDatabase;
let test: TestHub;
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url, { HUB_THROTTLE_PER_SECOND: '100' });
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

let count = 0;
const nextCode = (): string => `S${String((count += 1)).padStart(3, '0')}`;

const newStore = async (): Promise<string> =>
  (await send('POST', '/api/v1/stores', { code: nextCode(), name: 'Store', timeZone: 'Asia/Shanghai' })).json
    .id;
const newAccount = async (connector: string, config: object): Promise<Answer> =>
  send('POST', '/api/v1/accounts', { connector, name: connector, config });

const HAN = /\p{Script=Han}/u;
const OVOPARK_CONFIG = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };

function expectProblem(answer: Answer, status: number, kind: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.json).toMatchObject({
    status,
    type: `urn:suanpan:problem:${kind}`,
    title: expect.any(String),
  });
}

describe('stores', () => {
  it('are made, read, changed and listed', async () => {
    const code = nextCode();
    const made = await send('POST', '/api/v1/stores', { code, name: '一号店', timeZone: 'Asia/Shanghai' });
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code,
      name: '一号店',
      timeZone: 'Asia/Shanghai',
      businessDayStart: '00:00',
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
    const { id } = made.json;
    expect((await send('GET', `/api/v1/stores/${id}`)).json).toEqual(made.json);
    const changed = await send('PATCH', `/api/v1/stores/${id}`, { businessDayStart: '05:00' });
    expect(changed.json).toMatchObject({ id, name: '一号店', businessDayStart: '05:00' });
    expect((await send('GET', '/api/v1/stores?limit=200')).json.items).toContainEqual(changed.json);
  });

  it('have faulty fields named, unknown ones too', async () => {
    const answer = await send('POST', '/api/v1/stores', {
      code: '',
      nmae: 'x',
      timeZone: 'Mars/Base',
      businessDayStart: '5',
    });
    expectProblem(answer, 422, 'invalid-fields');
    expect(faulty(answer)).toEqual(['businessDayStart', 'code', 'name', 'nmae']);
    const zone = await send('POST', '/api/v1/stores', { code: nextCode(), name: 'x', timeZone: 'Mars/Base' });
    expect(faulty(zone)).toEqual(['timeZone']);
  });

  it('have one code each', async () => {
    const store = { code: nextCode(), name: 'x', timeZone: 'Asia/Shanghai' };
    await send('POST', '/api/v1/stores', store);
    const again = await send('POST', '/api/v1/stores', store);
    expectProblem(again, 409, 'conflict');
    expect(faulty(again)).toEqual(['code']);
  });
});

describe('lists', () => {
  it('are read in parts that fit together', async () => {
    const ids = [await newStore(), await newStore(), await newStore(), await newStore(), await newStore()];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await send('GET', `/api/v1/stores?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(page.json.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.json.items.map(({ id }: { id: string }) => id));
      cursor = page.json.nextCursor;
    } while (cursor !== null);
    expect(seen.slice(-5)).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=', 'cursor=x', 'colour=red'])(
    'refuse %s',
    async (query) => {
      const answer = await send('GET', `/api/v1/stores?${query}`);
      expectProblem(answer, 422, 'invalid-fields');
      expect(faulty(answer)).toEqual([query.split('=')[0]]);
    },
  );

  it.each(['orders', 'deliveries', 'sales/hours', 'submissions'])(
    'take instants with an offset: %s',
    async (resource) => {
      const at = encodeURIComponent('2026-01-31T08:00:00+08:00');
      expect((await send('GET', `/api/v1/${resource}?from=${at}&to=${at}`)).json).toEqual({
        items: [],
        nextCursor: null,
      });
      // A plus that was not escaped arrives as a space.
      expect((await send('GET', `/api/v1/${resource}?from=2026-01-31T08:00:00+08:00`)).status).toBe(200);
      expect(faulty(await send('GET', `/api/v1/${resource}?from=2026-01-31`))).toEqual(['from']);
      expect(faulty(await send('GET', `/api/v1/${resource}?cursor=AAAA`))).toEqual(['cursor']);
    },
  );
});

describe('accounts', () => {
  it('say who paused them last, or let them go on, and why', async () => {
    const made = (await newAccount('zhimai', ZHIMAI_CONFIG)).json;
    expect(made.pausing).toBeNull();
    const path = `/api/v1/accounts/${made.id}`;
    const paused = await send('PATCH', path, { paused: true, reason: '对方在升级' });
    expect(paused.json.pausing).toMatchObject({ paused: true, reason: '对方在升级' });
    const again = await send('PATCH', path, { paused: true, reason: 'once more' });
    expect(again.json.pausing).toEqual(paused.json.pausing);
    const goesOn = await send('PATCH', path, { paused: false, reason: '升级好了' });
    expect(goesOn.json.pausing).toMatchObject({ paused: false, reason: '升级好了' });
    expect(faulty(await send('PATCH', path, { reason: 'of what?' }))).toEqual(['reason']);
  });

  it('are made, changed, paused and given a new webhook address', async () => {
    const made = await newAccount('zhimai', ZHIMAI_CONFIG);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      connector: 'zhimai',
      baseUrl: 'https://openapi.qmai.cn',
      paused: false,
      config: { openId: 'open-1', openKey: { set: true } },
    });
    expect(made.json.webhookUrl).toMatch(new RegExp(`^${test.url}/webhooks/zhimai/[\\w-]{43}$`));
    const path = `/api/v1/accounts/${made.json.id}`;
    const change = {
      paused: true,
      baseUrl: 'http://127.0.0.1:9',
      config: { fieldCase: 'pascal' },
      newWebhookKey: true,
    };
    const changed = await send('PATCH', path, change);
    expect(changed.json).toMatchObject({
      paused: true,
      baseUrl: 'http://127.0.0.1:9',
      config: { openId: 'open-1', openKey: { set: true }, fieldCase: 'pascal' },
    });
    expect(changed.json.webhookUrl).not.toBe(made.json.webhookUrl);
    expect((await send('GET', path)).json).toEqual(changed.json);
    expect(changed.json.pausing).toEqual({
      paused: true,
      reason: null,
      by: 'HUB_ADMIN_KEY',
      at: expect.stringMatching(/Z$/),
    });
    expectProblem(await send('POST', `${path}/test`), 409, 'conflict');
  });

  it('have no webhook address where the connector takes none', async () => {
    expect((await newAccount('ovopark', OVOPARK_CONFIG)).json).not.toHaveProperty('webhookUrl');
  });

  it('have faulty settings named by their place', async () => {
    const body = {
      connector: 'zhimai',
      name: 'x',
      baseUrl: 'http://10.1.2.3',
      config: { openId: '', fieldCase: 'x', foo: 1 },
    };
    const answer = await send('POST', '/api/v1/accounts', body);
    expectProblem(answer, 422, 'invalid-fields');
    expect(faulty(answer)).toEqual([
      'baseUrl',
      'config.fieldCase',
      'config.foo',
      'config.grantCode',
      'config.openId',
      'config.openKey',
    ]);
  });

  it('say what one read-only call showed', async () => {
    const made = await newAccount('zhimai', ZHIMAI_CONFIG);
    await send('PATCH', `/api/v1/accounts/${made.json.id}`, { baseUrl: 'http://127.0.0.1:9' });
    const tested = await send('POST', `/api/v1/accounts/${made.json.id}/test`);
    expect(tested.status).toBe(200);
    expect(tested.json).toMatchObject({ ok: false, code: 'unavailable', vendorCode: null });
  });

  it('are described by their connectors', async () => {
    const { items } = (await send('GET', '/api/v1/connectors')).json;
    const zhimai = items.find(({ id }: { id: string }) => id === 'zhimai');
    expect(zhimai.fields).toContainEqual(
      expect.objectContaining({ name: 'openKey', type: 'text', required: true, sensitive: true }),
    );
  });

  it('are described in both languages, with each word of their settings', async () => {
    const { items } = (await send('GET', '/api/v1/connectors')).json;
    for (const { titles, fields } of items) {
      expect(titles).toEqual({ zh: expect.stringMatching(HAN), en: expect.stringMatching(/[A-Z]/) });
      for (const { labels, descriptions, words = {}, ...field } of fields) {
        expect([labels.zh, descriptions.zh]).toEqual([
          expect.stringMatching(HAN),
          expect.stringMatching(HAN),
        ]);
        expect([labels.en, descriptions.en]).toEqual([field.label, field.description]);
        const known = field.choices ?? field.flags ?? field.values ?? [];
        expect(Object.keys(words).sort()).toEqual([...known].sort());
      }
    }
  });
});

describe('bindings', () => {
  it('are made, listed and removed', async () => {
    const storeId = await newStore();
    const path = `/api/v1/accounts/${(await newAccount('ovopark', OVOPARK_CONFIG)).json.id}/bindings`;
    const made = await send('POST', path, { storeId, vendorStoreId: 'depId:42' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ storeId, vendorStoreId: 'depId:42', salesSink: true });
    expect((await send('GET', path)).json).toEqual({ items: [made.json], nextCursor: null });
    const removed = await send('DELETE', `${path}/${made.json.id}`);
    expect([removed.status, removed.text]).toEqual([204, '']);
    expectProblem(await send('DELETE', `${path}/${made.json.id}`), 404, 'not-found');
  });

  it('of a store id that was bound before are told first, made when confirmed, and ended', async () => {
    const [one, other] = [await newStore(), await newStore()];
    const path = `/api/v1/accounts/${(await newAccount('zhimai', ZHIMAI_CONFIG)).json.id}/bindings`;
    const first = (await send('POST', path, { storeId: one, vendorStoreId: '5001' })).json;
    const wish = { storeId: other, vendorStoreId: '5001' };
    expect(faulty(await send('POST', path, wish))).toEqual(['from']);
    expect(faulty(await send('POST', path, { ...wish, from: '0000-01-01T00:00:00Z' }))).toEqual(['from']);
    const from = '2026-01-31T00:00:00.000Z';
    const tried = await send('POST', path, { ...wish, from });
    expect([tried.status, tried.json]).toEqual([
      200,
      { ...wish, from, closes: first.id, reopens: null, orders: 0, hours: [], moreHours: 0 },
    ]);
    const made = await send('POST', path, { ...wish, from, confirm: true });
    expect([made.status, made.json]).toMatchObject([201, { ...wish, from, to: null }]);
    expect((await send('GET', path)).json.items).toEqual([{ ...first, to: from }, made.json]);
    expect((await send('DELETE', `${path}/${made.json.id}`)).status).toBe(204);
    const again = await send('POST', path, wish);
    expect([again.status, again.json]).toMatchObject([201, { id: made.json.id, from, to: null }]);
  });

  it('are refused where the store is reported elsewhere, or nothing fits', async () => {
    const storeId = await newStore();
    const account = (await newAccount('ovopark', OVOPARK_CONFIG)).json.id;
    const other = (await newAccount('ovopark', OVOPARK_CONFIG)).json.id;
    await send('POST', `/api/v1/accounts/${account}/bindings`, { storeId, vendorStoreId: '1' });
    const second = await send('POST', `/api/v1/accounts/${other}/bindings`, { storeId, vendorStoreId: '2' });
    expectProblem(second, 409, 'conflict');
    const wrong = await send('POST', `/api/v1/accounts/${other}/bindings`, {
      storeId: NOWHERE,
      vendorStoreId: 'depId:x',
    });
    expect(faulty(wrong)).toEqual(['vendorStoreId']);
    expect(
      faulty(
        await send('POST', `/api/v1/accounts/${other}/bindings`, { storeId: NOWHERE, vendorStoreId: '3' }),
      ),
    ).toEqual(['storeId']);
    expectProblem(await send('GET', `/api/v1/accounts/${NOWHERE}/bindings`), 404, 'not-found');
  });
});

describe('jobs', () => {
  it('that still give recorded orders to a store are named, shown and counted', async () => {
    const code = nextCode();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(AN_ORDER, [(await newAccount('storefront', { secrets: [SECRET] })).json.id, code]);
    // As if somebody were recording orders who does not know the store yet.
    await client.query('SELECT pg_advisory_lock_shared(7303014)');
    const made = await send('POST', '/api/v1/stores', { code, name: 'S', timeZone: 'Asia/Shanghai' });
    expect([made.status, made.json]).toMatchObject([202, { id: expect.any(String), code }]);
    const { id, jobId } = made.json;
    const job = (await send('GET', `/api/v1/jobs/${jobId}`)).json;
    const open = { id: jobId, kind: 'attribution', state: 'open', accountId: null, storeIds: [id] };
    expect(job).toMatchObject({ ...open, ordersMoved: 0, legsLeft: 0, finishedAt: null });
    expect((await send('GET', '/api/v1/jobs?state=open')).json).toEqual({ items: [job], nextCursor: null });
    expect((await send('GET', '/metrics')).text).toMatch(/^suanpan_attributions_open 1$/m);
    await client.end();
    expectProblem(await send('GET', `/api/v1/jobs/${NOWHERE}`), 404, 'not-found');
  });
});

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const AN_ORDER = `
  WITH o AS (INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
             VALUES (gen_random_uuid(), 'paid', 'paid', 'created', 'none', now(), now()) RETURNING id)
  INSERT INTO legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, vendor_store_id, state,
                    confirmed_at, created_at, updated_at)
  SELECT id, id, $1, 'storefront', $2, 0, true, $2, '{}', now(), now(), now() FROM o`;

describe('submissions', () => {
  it('are asked for by period, for a store that is reported', async () => {
    const storeId = await newStore();
    const period = { from: '2026-01-31T08:00:00+08:00', to: '2026-01-31T10:00:00+08:00' };
    expect(faulty(await send('POST', '/api/v1/submissions', { storeId, ...period }))).toEqual(['storeId']);
    const account = (await newAccount('ovopark', OVOPARK_CONFIG)).json.id;
    await send('POST', `/api/v1/accounts/${account}/bindings`, { storeId, vendorStoreId: '7' });
    const asked = await send('POST', '/api/v1/submissions', { storeId, ...period });
    expect([asked.status, asked.json]).toEqual([202, { submissions: 2, unchanged: 0, notClosed: 0 }]);
    const { items } = (await send('GET', `/api/v1/submissions?storeId=${storeId}`)).json;
    expect(
      items.map(({ hourStart, cause, state, totalFen }: Record<string, unknown>) => [
        hourStart,
        cause,
        state,
        totalFen,
      ]),
    ).toEqual([
      ['2026-01-31T01:00:00.000Z', 'requested', 'waiting', 0],
      ['2026-01-31T00:00:00.000Z', 'requested', 'waiting', 0],
    ]);
    expect((await send('GET', `/api/v1/submissions/${items[0].id}`)).json).toMatchObject({
      ...items[0],
      attemptsMade: [],
    });
    const hours = (await send('GET', `/api/v1/sales/hours?storeId=${storeId}&limit=1`)).json;
    expect(hours.items).toEqual([
      expect.objectContaining({ hourStart: '2026-01-31T01:00:00.000Z', totalFen: 0, orders: 0 }),
    ]);
    const rest = (await send('GET', `/api/v1/sales/hours?storeId=${storeId}&cursor=${hours.nextCursor}`))
      .json;
    expect(rest).toEqual({
      items: [expect.objectContaining({ hourStart: '2026-01-31T00:00:00.000Z' })],
      nextCursor: null,
    });
    expect(
      faulty(await send('POST', '/api/v1/submissions', { storeId, from: period.to, to: period.from })),
    ).toEqual(['to']);
  });
});

describe('keys', () => {
  it('are asked for everywhere but where nothing is told', async () => {
    for (const headers of [
      { authorization: '' },
      { authorization: `Bearer ${ADMIN_KEY}x` },
      { authorization: `Basic ${ADMIN_KEY}` },
    ]) {
      const answer = await send('GET', '/api/v1/stores', undefined, headers);
      expectProblem(answer, 401, 'unauthorized');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      const statuses = await Promise.all(
        [
          '/',
          '/health/live',
          '/health/ready',
          '/metrics',
          '/openapi.json',
          '/docs',
          '/schemas/storefront-order.json',
        ].map(async (path) => (await send('GET', path, undefined, headers)).status),
      );
      expect(new Set(statuses)).toEqual(new Set([200]));
    }
  });

  it('are changed without an interruption', async () => {
    const made = await send('POST', '/api/v1/api-keys', { name: 'till' });
    expect(made.status).toBe(201);
    const { id, key } = made.json;
    const withNew = { authorization: `Bearer ${key}` };
    expect((await send('GET', '/api/v1/stores', undefined, withNew)).status).toBe(200);
    const listed = await send('GET', '/api/v1/api-keys');
    expect(listed.json.items).toContainEqual(expect.objectContaining({ id, name: 'till', revokedAt: null }));
    expect(listed.text).not.toContain(key);
    expect((await send('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204);
    expectProblem(await send('GET', '/api/v1/stores', undefined, withNew), 401, 'unauthorized');
    const last = listed.json.items.find((one: { id: string }) => one.id !== id).id;
    expectProblem(await send('DELETE', `/api/v1/api-keys/${last}`), 409, 'conflict');
  });

  it('are counted one by one, and not before many requests a second', async () => {
    const statuses = new Map<number, number>();
    const { key } = (await send('POST', '/api/v1/api-keys', { name: 'busy' })).json;
    // A machine that is busy beside may not come to so many in its first seconds.
    while (!statuses.has(429)) {
      const answers = await Promise.all(
        Array.from({ length: 300 }, () =>
          send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${key}` }),
        ),
      );
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses.get(200)).toBeGreaterThanOrEqual(100);
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect((await send('GET', '/api/v1/connectors')).status).toBe(200);
  });
});

describe('what cannot be served', () => {
  it('is not found, or not by this method', async () => {
    expectProblem(await send('GET', '/api/v1/nothing'), 404, 'not-found');
    expectProblem(await send('GET', '/nothing'), 404, 'not-found');
    for (const id of [NOWHERE, 'x', '1']) {
      for (const resource of ['stores', 'accounts', 'orders', 'deliveries', 'submissions']) {
        expectProblem(await send('GET', `/api/v1/${resource}/${id}`), 404, 'not-found');
      }
    }
    const put = await send('PUT', '/api/v1/stores', {});
    expectProblem(put, 405, 'method-not-allowed');
    expect(put.headers.get('allow')).toBe('GET, HEAD, POST');
    expectProblem(await send('DELETE', `/api/v1/stores/${NOWHERE}`), 405, 'method-not-allowed');
    expectProblem(await send('GET', '/%zz'), 400, 'bad-request');
  });

  it.each([
    ['{"code":', 'not-json', 'byte 8'],
    ['{"code":"a","code":"b"}', 'duplicate-key', 'code'],
    ['{"__proto__":{}}', 'forbidden-key', '__proto__'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 'too-deep', 'byte'],
  ])('is a body that is no good JSON: %s', async (body, kind, place) => {
    const answer = await send('POST', '/api/v1/stores', body);
    expectProblem(answer, 400, kind);
    expect(answer.json.detail).toContain(place);
  });

  it('is a body of another kind or size', async () => {
    expectProblem(
      await send('POST', '/api/v1/stores', 'code=a', { 'content-type': 'text/plain' }),
      415,
      'unsupported-media-type',
    );
    expectProblem(
      await send('POST', '/api/v1/stores', { name: 'x'.repeat(1024 * 1024) }),
      413,
      'body-too-large',
    );
    expect(faulty(await send('POST', '/api/v1/stores', []))).toEqual(['']);
    expectProblem(await send('POST', '/api/v1/stores'), 422, 'invalid-fields');
  });
});
