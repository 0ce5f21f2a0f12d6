import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RestClient } from '../../support/rest-client.js';
import { ADMIN_KEY, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let created: TestDatabase;
let test: TestHub;
let path: string;
const send: TestHub['send'] = (...request) => test.send(...request);

beforeAll(async () => {
  created = await createTestDatabase();
  test = await startTestHub(created.url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '100' });
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const store = { code: 'S001', name: '一店', timeZone: 'Asia/Shanghai' };
  const made = await send('POST', '/api/v1/stores', store);
  path = `/api/v1/stores/${made.json.id}/rule-sets`;
  const { webhookUrl } = (await send('POST', '/api/v1/accounts', account)).json;
  const { body, headers } = signed(secret, orderDocument({ orderNo: 'RULES-1' }));
  expect((await send('POST', new URL(webhookUrl).pathname, body, headers)).status).toBe(200);
  const hub = new RestClient(`${test.url}/api/v1`, ADMIN_KEY);
  await hub.until<{ items: unknown[] }>('orders?q=RULES-1', ({ items }) => items.length > 0);
});
afterAll(async () => {
  await test.stop();
  await created.drop();
});

const RULES = {
  ...{ inForceFrom: '2000-01-01T00:00:00+08:00', countedBy: 'paid', refunds: 'ignore', leftOut: [] },
  ...{ excludedSources: [], negativeHours: 'send', reason: '退款多的店也要上报' },
};

it('a rule set is tried, stated by the key’s name and a reason, and listed with all before it', async () => {
  const tried = await send('POST', path, { ...RULES, dryRun: true });
  expect(tried).toMatchObject({
    status: 200,
    json: { version: 1, orders: 0, hours: 0, until: null, gain: { totalFen: 0 }, largest: [], moreHours: 0 },
  });
  const part = await send('POST', path, { ...RULES, dryRun: true, dryRunUntil: '2001-01-01T00:00:00+08:00' });
  expect(part).toMatchObject({ status: 200, json: { until: '2000-12-31T16:00:00.000Z' } });
  const made = await send('POST', path, RULES);
  expect([201, 202]).toContain(made.status);
  expect(made.json).toMatchObject({
    version: 1,
    negativeHours: 'send',
    statedBy: expect.stringMatching(/\w/),
  });
  const { items } = (await send('GET', path)).json;
  expect(items).toMatchObject([
    { version: 1, inForceFrom: '1999-12-31T16:00:00.000Z', reason: RULES.reason },
    { version: 0, inForceFrom: null, countedBy: 'paid', negativeHours: 'hold', statedBy: null },
  ]);
  const first = (await send('GET', `${path}?limit=1`)).json;
  expect(first.items).toMatchObject([{ version: 1 }]);
  const second = (await send('GET', `${path}?limit=1&cursor=${first.nextCursor}`)).json;
  expect(second).toMatchObject({ items: [{ version: 0 }], nextCursor: null });
  const [job] = (await send('GET', '/api/v1/jobs?limit=1')).json.items;
  expect(job).toMatchObject({ kind: 'rules', ruleVersion: 1, accountId: null });
  expect(test.log()).toContain('"event":"rule_set"');
});

it('what cannot be meant is said, field by field, and what is left out is asked for', async () => {
  const faults = async (body: unknown) => faulty(await send('POST', path, body));
  expect(await faults({})).toEqual(Object.keys(RULES).sort());
  expect(
    await faults({
      ...{ inForceFrom: 'yesterday', countedBy: 'shipped', refunds: 'yes', leftOut: ['tips'] },
      ...{ excludedSources: [' '], negativeHours: 'never', reason: ' ', dryRun: 'yes', why: 'x' },
    }),
  ).toEqual([
    ...['countedBy', 'dryRun', 'excludedSources.0', 'inForceFrom', 'leftOut.0', 'negativeHours', 'reason'],
    ...['refunds', 'why'],
  ]);
  expect(await faults({ ...RULES, leftOut: ['freight', 'rounding', 'freight'] })).toEqual(['leftOut']);
  expect(await faults({ ...RULES, dryRunUntil: '2001-01-01T00:00:00Z' })).toEqual(['dryRunUntil']);
  for (const dryRunUntil of [RULES.inForceFrom, 'soon'])
    expect(await faults({ ...RULES, dryRun: true, dryRunUntil })).toEqual(['dryRunUntil']);
  expect(await faults(RULES)).toEqual(['inForceFrom']);
  expect((await send('POST', path, RULES)).json.detail).toMatch(/already/);
  const nobody = '/api/v1/stores/018c0000-0000-7000-8000-000000000000/rule-sets';
  for (const [method, body] of [['GET'], ['POST', RULES], ['POST', { ...RULES, dryRun: true }]] as const)
    expect((await send(method, nobody, body)).status).toBe(404);
});
