import { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { holdLock } from '../../support/held-locks.js';
import { monthName, openRetentionWorld, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;
beforeAll(async () => {
  world = await openRetentionWorld();
});
afterAll(() => world.close());
// Of what is due nothing is there but what a test makes.
beforeEach(() => world.run());

/** A hub that dies at a statement of a run: before it was sent, or once it was done. */
class DyingDatabase extends Database {
  statements = 0;

  constructor(
    url: string,
    private readonly at: number,
    private readonly when: 'before' | 'after',
  ) {
    super({ url, max: 3, name: 'suanpan-dying' }, () => undefined);
  }

  override alone<T>(lockWithinMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    return super.alone(lockWithinMs, (sql) =>
      work({ ...sql, rows: (said) => this.dying(() => sql.rows(said)) }),
    );
  }

  private async dying<Row>(send: () => Promise<Row[]>): Promise<Row[]> {
    this.statements += 1;
    if (this.statements > this.at) throw new Error('dead');
    if (this.statements < this.at) return send();
    if (this.when === 'after') await send();
    throw new Error('dead');
  }
}

it.each(['before', 'after'] as const)(
  'a hub that dies %s whatever statement of a run leaves nothing that the next run does not finish',
  async (when) => {
    for (let at = 1, died = true; died; at += 1) {
      const id = await world.oldDelivery();
      const dying = new DyingDatabase(world.url, at, when);
      await world.run({ on: dying, tries: 1 }).catch(() => undefined);
      died = dying.statements >= at;
      await dying.close();
      await untilForgotten();
      // What is still there is whole: a delivery that is seen has its body.
      if ((await world.ids('deliveries')).includes(id)) expect(await world.ids('payloads')).toContain(id);
      await world.run();
      expect([at, await world.ids('deliveries'), await world.ids('payloads')]).toEqual([at, [], []]);
      expect(await world.strays()).toEqual([]);
      const open = await world.database.prisma.retentionMonth.findMany({ where: { droppedAt: null } });
      expect(open).toEqual([]);
      expect(at).toBeLessThan(60);
    }
  },
);

/** The server has noticed that the hub is gone. */
async function untilForgotten(): Promise<void> {
  const text = `SELECT FROM pg_stat_activity WHERE application_name = 'suanpan-dying'`;
  while ((await world.database.rows({ text })).length > 0);
}

/** Somebody who reads the table for as long as the test likes. */
const reading = () => held('SELECT count(*) FROM deliveries');

const ends: (() => Promise<void>)[] = [];
async function held(text: string): Promise<() => Promise<void>> {
  const end = await holdLock(world.database, { text });
  ends.push(end);
  return async () => {
    ends.splice(ends.indexOf(end), 1);
    await end();
  };
}
// A test that fails leaves no lock that the next one would wait for.
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const pending = async (): Promise<number> =>
  (await world.database.rows({ text: 'SELECT FROM pg_inherits WHERE inhdetachpending' })).length;

it('a month of which the way out was cut off is out of sight, and gone once nobody sees it any more', async () => {
  await world.oldDelivery();
  const end = await reading();
  await expect(world.run({ tries: 1 })).rejects.toThrow('raw');
  expect(await pending()).toBe(1);
  expect(await world.ids('deliveries')).toEqual([]);
  const failing = (await world.plan.read()).find(({ kind }) => kind === 'raw')!;
  expect(failing.standing).toMatchObject({ errorMessage: expect.stringContaining('55P03') as string });
  expect(failing.standing!.failingSince).not.toBeNull();
  expect(failing.standing!.overdueSince).not.toBeNull();
  expect(failing.months.find(({ isLeaving }) => isLeaving)?.table).toBe('deliveries');
  await end();
  // Half out as it is, room can be made for the months to come.
  await world.database.rows({ text: 'SELECT ensure_partitions(now(), 8)' });
  expect(await pending()).toBe(1);
  await world.run();
  expect([await pending(), await world.strays()]).toEqual([0, []]);
  expect(await world.ids('payloads')).toEqual([]);
  const well = (await world.plan.read()).find(({ kind }) => kind === 'raw')!;
  expect(well.standing).toMatchObject({ failingSince: null, errorMessage: null, overdueSince: null });
});

it('a month that is half out comes back where it is kept longer by then', async () => {
  const id = await world.oldDelivery();
  const end = await reading();
  await expect(world.run({ tries: 1 })).rejects.toThrow('raw');
  await end();
  await world.settings.change({ raw: 400 }, 'me');
  await world.run();
  expect([await world.ids('deliveries'), await world.ids('payloads')]).toEqual([[id], [id]]);
  expect(await world.months('deliveries')).toContain(monthName(world.ago(200)));
  await world.settings.change({ raw: 90 }, 'me');
  await world.run();
  expect(await world.ids('deliveries')).toEqual([]);
});

it('a month that somebody else has taken out is left to him', async () => {
  await world.oldDelivery();
  const month = `deliveries_${monthName(world.ago(200))}`;
  await world.database.rows({ text: `ALTER TABLE deliveries DETACH PARTITION partitions."${month}"` });
  await world.run();
  expect(await world.strays()).toEqual([month]);
  await world.database.rows({ text: `DROP TABLE partitions."${month}"` });
});

it('of two hubs one does it, and who comes meanwhile does nothing', async () => {
  const release = await held(`SELECT pg_advisory_xact_lock(hashtext('retention'))`);
  const id = await world.oldDelivery();
  await world.run();
  expect(await world.ids('deliveries')).toEqual([id]);
  await release();
  await world.run();
  expect(await world.ids('deliveries')).toEqual([]);
});

it('a hub that stops begins no further month', async () => {
  const id = await world.oldDelivery();
  await world.run({ signal: AbortSignal.abort() });
  expect(await world.ids('deliveries')).toEqual([id]);
  await world.run();
});
