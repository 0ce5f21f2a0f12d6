import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { HostTime } from '#domain/measured-time.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase();
  database = new Database({ url: own.url, max: 1, name: 'test' }, () => undefined);
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

/** A host whose clocks go only when told, or by so much at every look. */
function hostAt(perLookMs = 0) {
  const host = { wallMs: Date.now(), monotonicMs: 1_000, perLookMs };
  const pass = (ms: number): void => {
    host.wallMs += ms;
    host.monotonicMs += ms;
  };
  const look = (): HostTime => {
    pass(host.perLookMs);
    return { ...host };
  };
  return { host, look, pass };
}

/** By how much the clock differs from the database's, ms; the question's own way counts with it. */
async function apart(clock: DatabaseClock): Promise<number> {
  const [row] = await database.rows<{ now: Date }>({ text: 'SELECT clock_timestamp() AS now' });
  return Math.abs((row?.now.getTime() ?? 0) - clock.now().getTime());
}

describe('the database’s clock', () => {
  it('is told without the time that was waited for a connection', async () => {
    const { look, pass } = hostAt();
    const clock = new DatabaseClock(database, look);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const busy = database.transaction(() => held);
    const measured = clock.measure();
    pass(3_600_000);
    release();
    await Promise.all([busy, measured]);
    expect(clock.roundTripMs()).toBe(0);
    expect(await apart(clock)).toBeLessThan(60_000);
  });

  it('is asked once by all who want it at the same time, and several times on one connection', async () => {
    const statements: (string | undefined)[] = [];
    const observed = new Database(
      { url: own.url, max: 1, name: 'test', observe: (name) => statements.push(name) },
      () => undefined,
    );
    const clock = new DatabaseClock(observed, hostAt().look);
    await Promise.all([clock.measure(), clock.measure()]);
    expect(statements).toEqual(Array.from({ length: 5 }, () => 'database_clock'));
    await observed.close();
  });

  it('teaches nothing over a network that is too slow, and then is not trusted', async () => {
    const { host, look } = hostAt(2_001);
    const clock = new DatabaseClock(database, look);
    await clock.measure();
    expect(clock.distrust()?.reason).toBe('unmeasured');
    host.perLookMs = 1;
    await clock.measure();
    expect(clock.isTrusted()).toBe(true);
  });

  it('is told by the earlier and the later of the host’s clocks once these part', async () => {
    const { host, look } = hostAt();
    const clock = new DatabaseClock(database, look);
    await clock.measure();
    const before = clock.now();
    host.wallMs += 86_400_000;
    expect([clock.now(), clock.latest()]).toEqual([before, new Date(before.getTime() + 86_400_000)]);
    expect(clock.distrust()).toEqual({ reason: 'apart', sinceMs: before.getTime() });
    await clock.measure();
    expect(clock.isTrusted()).toBe(true);
    expect(clock.now()).toEqual(clock.latest());
    expect(await apart(clock)).toBeLessThan(60_000);
  });
});
