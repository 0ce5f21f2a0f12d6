import pg from 'pg';
import { RETENTION_RUN } from '#retention/retention.tasks.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { ADMIN_KEY, startTestHub, type TestHub } from './hub-fixture.js';

let database: TestDatabase;
let hub: TestHub;
beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url);
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

async function ask(method: string, body?: unknown) {
  const answer = await fetch(`${hub.url}/api/v1/retention`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks at whatever the hub answered
  return { status: answer.status, json: (await answer.json()) as any };
}

const days = async () => {
  const { items } = (await ask('GET')).json as { items: { kind: string; days: number | null }[] };
  return Object.fromEntries(items.map((item) => [item.kind, item.days]));
};

describe('GET /retention', () => {
  it('tells of each kind how long it is kept, by what bounds, and what would go', async () => {
    const { status, json } = await ask('GET');
    expect(status).toBe(200);
    const [raw, refusals] = json.items;
    expect(raw).toMatchObject({
      ...{ kind: 'raw', days: 90, defaultDays: 90, leastDays: 35, changedAt: null, changedBy: null },
      ...{ tables: ['deliveries', 'payloads', 'shown_legs'], oldestAt: null, rows: [], lastRun: null },
      text: { zh: expect.stringMatching(/\p{Script=Han}/u) as string, en: expect.any(String) as string },
    });
    expect(raw.months.map(({ table }: { table: string }) => table)).toEqual([
      ...['deliveries', 'payloads', 'shown_legs'],
    ]);
    expect(raw.months[0]).toMatchObject({ isDue: false, isLeaving: false, holds: [] });
    expect(refusals.rows).toEqual([{ table: 'deliveries', rows: 0, isMore: false }]);
  });
});

describe('PATCH /retention', () => {
  it('changes what is named, says by whom, and leaves the rest', async () => {
    const before = await days();
    const { status, json } = await ask('PATCH', { raw: 120, entries: 800, contacts: 400 });
    expect(status).toBe(200);
    expect(json.items[0]).toMatchObject({ kind: 'raw', days: 120, changedBy: 'HUB_ADMIN_KEY' });
    expect(await days()).toEqual({ ...before, raw: 120, entries: 800, contacts: 400 });
    await ask('PATCH', { entries: null });
    expect((await days())['entries']).toBeNull();
    await ask('PATCH', { raw: 90, contacts: 180 });
  });

  it.each([
    ['is too short', { raw: 34 }, 'raw', 'must_be_at_least'],
    ['is longer than anybody lives', { calls: 36_501 }, 'calls', 'must_be_at_most'],
    ['is no number', { attempts: '90' }, 'attempts', 'must_be_of_type'],
    ['is no whole number', { contacts: 30.5 }, 'contacts', 'must_be_of_type'],
    ['is not there', { revisions: 90 }, 'revisions', 'is_unknown_field'],
    ['is kept longer than the month it lies in', { refusals: 91 }, 'refusals', 'kept_longer_than_whole'],
    ['would be kept for ever in what is not', { refusals: null }, 'refusals', 'kept_longer_than_whole'],
    ['is shorter than what lies in it', { refusals: 60, raw: 59 }, 'refusals', 'kept_longer_than_whole'],
  ])('refuses what %s, by its name, and changes nothing', async (_what, body, field, code) => {
    const before = await days();
    const { status, json } = await ask('PATCH', { attempts: 777, ...body });
    expect([status, json.errors?.[0]?.field ?? json.field, json.errors?.[0]?.code ?? json.code]).toEqual([
      422,
      field,
      code,
    ]);
    expect(await days()).toEqual(before);
  });

  it('says of the whole that it is too short where only that is sent', async () => {
    await ask('PATCH', { raw: 200, refusals: 150 });
    const { status, json } = await ask('PATCH', { raw: 100 });
    expect(status).toBe(422);
    expect(json.errors[0]).toMatchObject({
      field: 'raw',
      code: 'kept_shorter_than_part',
      params: { kept: 'refusals' },
    });
    expect((await ask('PATCH', { raw: 100, refusals: 20 })).status).toBe(200);
  });
});

it('nothing goes as soon as a hub starts: the first run is at night', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT slot > now() - INTERVAL '1 hour' AS "isLate" FROM ticks WHERE name = $1`,
    [RETENTION_RUN.name],
  );
  await client.end();
  expect(rows).toEqual([{ isLate: true }]);
  expect((await ask('GET')).json.items.map(({ lastRun }: { lastRun: unknown }) => lastRun)).toEqual(
    Array(6).fill(null),
  );
});

it('metrics tell how it goes by kind, once a run was', async () => {
  const said = await (await fetch(`${hub.url}/metrics`)).text();
  expect(said).toContain('# TYPE suanpan_retention_overdue_seconds gauge');
});
