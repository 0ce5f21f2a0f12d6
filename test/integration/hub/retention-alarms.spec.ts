import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { RetentionAlarms } from '../../../apps/hub/src/alarms/retention-alarms.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await createTestDatabase();
  database = new Database({ url: server.url, max: 2, name: 'suanpan-test' }, () => undefined);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

it('what should have gone days ago is told by its kind, and no more once it has', async () => {
  const alarms = new RetentionAlarms(database, new DatabaseClock(database));
  expect(await alarms.read()).toEqual({ standing: [] });
  const well = { lookedAt: daysAgo(0), doneAt: daysAgo(0) };
  await database.prisma.retentionStanding.createMany({
    data: [
      { kind: 'raw', ...well, overdueSince: daysAgo(5), held: 1 },
      { kind: 'contacts', ...well },
    ],
  });
  expect((await alarms.read()).standing).toMatchObject([
    { kind: 'retention_behind', subject: 'retention:raw', params: { kept: 'raw', days: 5 } },
  ]);
  await database.prisma.retentionStanding.update({ where: { kind: 'raw' }, data: { overdueSince: null } });
  expect(await alarms.read()).toEqual({ standing: [] });
});
