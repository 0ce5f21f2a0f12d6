import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openAccounts } from './canary-accounts.js';
import { everyEcho, refusedRequests } from './canary-paths.js';
import { type Leak, leaksIn, type Seen, valuesInDatabase } from './canary-scan.js';
import { type Canary, canariesOf } from './canary-values.js';
import {
  alarmsTold,
  databaseFaults,
  everythingRead,
  recordedOrders,
  refusedDeliveries,
} from './canary-work.js';
import { type CanaryWorld, canaryWorld } from './canary-world.js';

const TABLE = path.resolve(import.meta.dirname, '../../../docs/canaries.md');

describe('secrets, phones and addresses that are planted', () => {
  let world: CanaryWorld;
  let canaries: Canary[];
  const passed: string[] = [];

  beforeAll(async () => {
    world = await canaryWorld();
    const accounts = await openAccounts(world);
    passed.push(...(await everyEcho(world, accounts)));
    passed.push(...(await refusedRequests(world, accounts)));
    passed.push(...(await refusedDeliveries(world, accounts)));
    passed.push(...(await recordedOrders(world, accounts)));
    passed.push(...(await databaseFaults(world, accounts)));
    passed.push(...(await alarmsTold(world)));
    passed.push(...(await everythingRead(world, accounts)));
    expect(await world.panic()).toBe(1);
    passed.push('an error that nobody catches');
    canaries = canariesOf(world.values, world.made);
    for (const { value } of canaries) expect(value.length).toBeGreaterThan(8);
  }, 600_000);
  afterAll(() => world.close());

  const inColumns = ({ belongs }: Canary, where: string): boolean =>
    belongs.columns?.includes(where) ?? false;
  const inAnswers = ({ belongs }: Canary, where: string): boolean => belongs.answers?.test(where) ?? false;
  const nowhere = (): boolean => false;

  const told = (): Seen[] => [
    { where: 'the log', text: world.printed() },
    ...world.vendor.messages.map((text) => ({ where: 'a message of an alarm', text })),
  ];

  it('are in no line of the log and no message of an alarm', () => {
    expect(world.printed().includes('"event":"unhandled"')).toBe(true);
    expect(leaksIn(canaries, told(), nowhere)).toEqual([]);
  });

  it('are in no answer but those that show them', () => {
    expect(world.answers.length).toBeGreaterThan(300);
    expect(leaksIn(canaries, world.answers, inAnswers)).toEqual([]);
  });

  it('are in no column but those that keep people', async () => {
    const values = await valuesInDatabase(world.database.url);
    expect(leaksIn(canaries, values, inColumns)).toEqual([]);
    // What people are kept in is really looked at.
    const seen = leaksIn(canaries, values, nowhere).map(({ where }) => where);
    expect([...new Set(seen)].sort()).toEqual([
      'contacts.address',
      'contacts.name',
      'contacts.phone',
      'contacts.remark',
    ]);
  });

  it('went through at least twenty paths, each of which the table of docs/canaries.md names', () => {
    const table = readFileSync(TABLE, 'utf8');
    const named = [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, name]) => name);
    expect(passed.length).toBeGreaterThanOrEqual(20);
    expect([...new Set(passed)].filter((name) => !named.includes(name))).toEqual([]);
  });

  it('would be found wherever they were: in a log, an answer, a message and a column', async () => {
    const canary = canaries.find(({ name }) => name === 'pospalKey')!;
    const forms = [
      canary.value,
      encodeURIComponent(canary.value),
      Buffer.from(canary.value).toString('base64'),
    ];
    for (const text of forms)
      expect(leaksIn(canaries, [{ where: 'GET /x', text: `before ${text} after` }], inAnswers)).toEqual([
        { canary: 'pospalKey', where: 'GET /x' },
      ]);
    expect(await plantedInColumns(canary)).toEqual(
      ['accounts.name', 'accounts.config'].map((where) => ({ canary: 'pospalKey', where })),
    );
  });

  /** One in a text, and one in JSON. */
  async function plantedInColumns({ value }: Canary): Promise<Leak[]> {
    const client = new pg.Client({ connectionString: world.database.url });
    await client.connect();
    await client.query('BEGIN');
    const one = 'WHERE id = (SELECT min(id::text)::uuid FROM accounts)';
    await client.query(`UPDATE accounts SET name = $1 ${one}`, [`before ${value}`]);
    await client.query(`UPDATE accounts SET config = jsonb_build_object('x', $1::text) ${one}`, [value]);
    await client.query('COMMIT');
    await client.end();
    return leaksIn(canaries, await valuesInDatabase(world.database.url), inColumns);
  }
});
