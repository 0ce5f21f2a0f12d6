import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import pg from 'pg';
import { Database } from '#database/database.js';
import { HintListener } from '#database/hint-listener.js';
import { HintSender } from '#database/hint-sender.js';
import { type Hint, hintOf } from '#domain/hint.js';
import { createTestDatabase, PATIENT, type TestDatabase } from '../../support/database.js';

let created: TestDatabase;
let database: Database;
let sender: HintSender;
let listener: HintListener;
let heard: Hint[];
let faults: string[];
const told = new EventEmitter();

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 3, name: 'test', ...PATIENT }, () => undefined);
  await database.rows({ text: 'CREATE TABLE things (id uuid PRIMARY KEY, at int)' });
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

beforeEach(async () => {
  heard = [];
  faults = [];
  await database.rows({ text: 'TRUNCATE things' });
  database.hints.take();
  sender = new HintSender(database, (message) => void faults.push(message));
  listener = new HintListener(
    { url: created.url, name: 'ears' },
    {
      hear: (hints) => {
        heard.push(...hints);
        told.emit('heard');
      },
      missed: () => told.emit('missed'),
      onFault: (message) => void faults.push(message),
    },
  );
  await listener.start();
  sender.start();
});
afterEach(async () => {
  await sender.stop();
  await listener.stop();
});

const A = '018c0000-0000-7000-8000-00000000000a';
const B = '018c0000-0000-7000-8000-00000000000b';
const insert = (id: string) => ({
  text: 'INSERT INTO things VALUES ($1, 0) ON CONFLICT DO NOTHING RETURNING id',
  values: [id],
  tells: ['order'] as const,
});
const END = hintOf('brake', 'the end');
/** Whatever was to be heard before it has been heard. */
async function untilEnd(): Promise<Hint[]> {
  database.hint(END);
  while (!heard.some(({ kind }) => kind === 'brake')) await once(told, 'heard');
  return heard.filter(({ kind }) => kind !== 'brake');
}

describe('hints', () => {
  it('tell what a statement changed, by its rows, and nothing where it changed none', async () => {
    await database.rows(insert(A));
    await database.rows(insert(A));
    await database.rows({
      text: 'UPDATE things SET at = 1 WHERE id = $1',
      values: [B],
      tells: [hintOf('store', B)],
    });
    await database.rows({ text: 'UPDATE things SET at = 1', tells: ['delivery'] });
    await database.rows({ text: `SELECT id, id AS "storeId" FROM things`, tells: ['job'] });
    expect(await untilEnd()).toEqual(
      expect.arrayContaining([
        { kind: 'order', id: A, storeId: null },
        { kind: 'delivery', id: null, storeId: null },
        { kind: 'job', id: A, storeId: A },
      ]),
    );
    expect(heard).toHaveLength(4);
  });

  it('of a transaction are told after its commit, once each, and not at all after a rollback', async () => {
    await database.transaction(async (sql) => {
      await sql.rows(insert(A));
      sql.hint?.(hintOf('order', A));
      expect(await untilEnd()).toEqual([]);
      heard = [];
    });
    const undone = database.transaction(async (sql) => {
      await sql.rows(insert(B));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await untilEnd()).toEqual([{ kind: 'order', id: A, storeId: null }]);
  });

  it('that cannot be sent wait, and are told then', async () => {
    const failing = { hints: database.hints, rows: () => Promise.reject(new Error('away')) };
    await sender.stop();
    database.hint(hintOf('order', A));
    await new HintSender(failing as never, (message) => void faults.push(message)).stop();
    expect(faults).toEqual(['hints wait: away']);
    sender.start();
    expect(await untilEnd()).toEqual([hintOf('order', A)]);
  });

  it('of too many are told as their kind alone, and are kept in bounds', async () => {
    for (let at = 0; at < 10_000; at += 1) database.hint(hintOf('order', String(at)));
    expect(await untilEnd()).toEqual([{ kind: 'order', id: null, storeId: null }]);
  });

  it('may have been missed where the connection was lost, and are heard again afterwards', async () => {
    const missed = once(told, 'missed');
    const client = new pg.Client({ connectionString: created.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ears' AND datname = current_database()`,
    );
    await client.end();
    await missed;
    database.hint(hintOf('order', B));
    expect(await untilEnd()).toEqual([hintOf('order', B)]);
    expect(faults).toEqual([expect.stringContaining('hints are not heard')]);
  });
});
