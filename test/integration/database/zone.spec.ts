import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** Migrations leave some of their own. */
const OURS = { where: { name: { startsWith: 'by ' } } };

describe('a database whose zone is Asia/Shanghai', () => {
  let own: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    own = await createTestDatabase();
    const admin = new Database({ url: own.url, max: 1, name: 'test' }, () => undefined);
    const name = new URL(own.url).pathname.slice(1);
    await admin.rows({ text: `ALTER DATABASE ${name} SET timezone TO 'Asia/Shanghai'` });
    await admin.close();
    database = new Database({ url: own.url, max: 2, name: 'test' }, () => undefined);
  });
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  it('keeps instants the same, by Prisma and by SQL, in both directions', async () => {
    const instant = new Date('2026-11-21T16:30:00.123Z');
    await database.prisma.tick.create({ data: { name: 'by Prisma', slot: instant } });
    await database.rows({ text: 'INSERT INTO ticks VALUES ($1, $2)', values: ['by SQL', instant] });
    expect((await database.prisma.tick.findMany(OURS)).map(({ slot }) => slot)).toEqual([instant, instant]);
    const rows = await database.rows<{ slot: Date }>({
      text: `SELECT slot FROM ticks WHERE name LIKE 'by %'`,
    });
    expect(rows.map(({ slot }) => slot)).toEqual([instant, instant]);
  });

  it('tells the same time as the database', async () => {
    const host = { wallMs: Date.parse('2026-11-21T00:00:00Z'), monotonicMs: 0 };
    const clock = new DatabaseClock(database, () => host);
    await clock.measure();
    const [row] = await database.rows<{ apart: number }>({
      text: 'SELECT abs(extract(epoch FROM clock_timestamp() - $1::timestamptz))::float8 AS apart',
      values: [clock.now()],
    });
    expect(row?.apart).toBeLessThan(60);
    expect(clock.isHostRight()).toBe(Math.abs(clock.offsetMs()) <= 60_000);
  });
});
