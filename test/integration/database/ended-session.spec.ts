import { Database } from '#database/database.js';
import { isDatabaseAway } from '#database/database-away.js';
import { createTestDatabase, PATIENT, type TestDatabase } from '../../support/database.js';
import { endWhoWaits, holdLock } from '../../support/held-locks.js';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  database = new Database({ url: own.url, max: 4, name: 'test', ...PATIENT }, () => undefined);
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

/** Prisma gives up a transaction after seconds, which is another error. */
const LONG = { maxWait: 60_000, timeout: 60_000 };
const ALL_STORES = { text: 'LOCK TABLE stores IN ACCESS EXCLUSIVE MODE' };

// What a server does that is shut down; one that was killed ends them in the same words.
describe('a session that the server ends is a database that is away', () => {
  it.each([
    ['by a statement', () => database.rows({ text: 'SELECT id FROM stores' })],
    ['by a list of Prisma', () => database.prisma.store.findMany()],
    ['by one row of Prisma', () => database.prisma.store.findFirst({ select: { id: true } })],
    ['by raw text through Prisma', () => database.prisma.$queryRawUnsafe('SELECT id FROM stores')],
    ['in a transaction of Prisma', () => database.prisma.$transaction((sql) => sql.store.count(), LONG)],
  ] as const)('%s', async (_, asked) => {
    const letGo = await holdLock(database, ALL_STORES);
    const answer = asked().then(
      () => 'an answer',
      (error: unknown) => isDatabaseAway(error),
    );
    await endWhoWaits(database);
    await letGo();
    expect(await answer).toBe(true);
  });
});
