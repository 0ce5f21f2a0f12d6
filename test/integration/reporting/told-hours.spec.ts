import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { drawSales } from '../../../tools/bench/report/told-facts.mjs';
import { soldHours } from '../../../tools/bench/report/told-oracle.mjs';
import { createTestDatabase } from '../../support/database.js';
import { compiled } from '../../support/needs.js';

const PROCESS = path.resolve(import.meta.dirname, '../../../tools/bench/report/told-hours-process.mjs');
const HOUR_MS = 3_600_000;

/** The last whole hours that are over for an hour at least. */
function hoursAgo(hours: number): { from: number; to: number } {
  const to = (Math.floor(Date.now() / HOUR_MS) - 1) * HOUR_MS;
  return { from: to - hours * HOUR_MS, to };
}

interface Told {
  readonly hours: readonly string[];
  readonly revised: number;
  readonly error?: string;
}

interface Zones {
  readonly database: string;
  readonly process: string;
}

/** A hub in a process of its own records what it is told, and derives in between; on a database of its own. */
async function tellIn(zones: Zones, how: { seed: number; orders: number; from: number; to: number }) {
  const database = await createTestDatabase();
  try {
    await setZone(database.url, zones.database);
    await compiled('apps/hub/src/main.ts');
    const env = { PATH: process.env['PATH'] ?? '', TZ: zones.process };
    const hub = fork(PROCESS, { execArgv: [], env, serialization: 'advanced' });
    hub.send({ url: database.url, ...how });
    const [told] = (await Promise.race([once(hub, 'message'), once(hub, 'disconnect')])) as [
      Told | undefined,
    ];
    hub.disconnect();
    if (told?.error !== undefined) throw new Error(told.error);
    return told;
  } finally {
    await database.drop();
  }
}

async function setZone(url: string, zone: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone TO '${zone}'`);
  await client.end();
}

describe('hours of recorded orders', () => {
  it('are what was sold in truth, to the fen, however it was told and derived in between', async () => {
    const how = { seed: 7, orders: 1_200, ...hoursAgo(48) };
    const told = await tellIn({ database: 'UTC', process: 'UTC' }, how);
    expect(told?.hours).toEqual(soldHours(drawSales(how), how));
    // Derived before all was told, and right all the same.
    expect(told?.revised).toBeGreaterThan(100);
  });

  it('are the same whatever the zones of database and process', async () => {
    const how = { seed: 11, orders: 100, ...hoursAgo(24) };
    const expected = soldHours(drawSales(how), how);
    for (const database of ['UTC', 'Asia/Shanghai'])
      for (const process of ['UTC', 'Asia/Shanghai', 'America/New_York'])
        expect((await tellIn({ database, process }, how))?.hours).toEqual(expected);
  });
});
