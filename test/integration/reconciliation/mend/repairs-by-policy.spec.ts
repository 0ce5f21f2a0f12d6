import type { RepairPolicy } from '#domain/repair.js';
import { RepairTroublesQuery } from '#reconciliation/operator/repairs-standing.query.js';
import { placedOrder } from '../placed-orders.js';
import { type MendingWorld, mendingWorld } from './mending-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('what an account lets be done without a person', () => {
  let world: MendingWorld;
  beforeEach(async () => {
    world = await mendingWorld();
  });
  afterEach(() => world.close());

  const policy = (of: RepairPolicy): void => {
    world.changed.set(world.till.id, { fetches: true, repairPolicy: new Map([['stuck', of]]) });
  };
  /** Orders that have not moved for more than a day. */
  async function stuck(count: number) {
    for (let n = 0; n < count; n += 1) await placedOrder(world, `S-${String(n)}`);
    world.later(2 * DAY_MS);
    await world.compare();
  }
  const states = async () => (await world.repairs()).map(({ state }) => state).sort();

  it('is begun for nobody, once, and not again where it has mended nothing', async () => {
    policy('auto');
    await stuck(1);
    await Promise.all([world.mend(), world.mend(), world.mend()]);
    expect(await world.begun()).toEqual([{ ref: 'fetch-1', by_name: null }]);
    world.ends.set('fetch', { is: 'done' });
    await world.mendLater();
    await world.mendLater(2 * DAY_MS);
    expect(await world.repairs()).toMatchObject([{ state: 'done', by_policy: true, verified: 'not_mended' }]);
    const troubles = await new RepairTroublesQuery(world.database).ofAccounts([world.till.id]);
    expect(troubles).toMatchObject([{ what: 'repairs', code: 'mended_nothing', count: 1 }]);
    await world.mendLater(DAY_MS);
    expect(await world.begun()).toHaveLength(1);
  });

  it('whoever mends is woken by what is planned, and by nothing else', async () => {
    const woken = async () =>
      (
        await world.database.rows({
          text: `SELECT FROM graphile_worker.jobs WHERE key = 'reconciliation.mend:planning'`,
        })
      ).length;
    await stuck(0);
    await world.mend();
    expect(await woken()).toBe(0);
    policy('auto');
    await stuck(1);
    await world.mend();
    expect(await woken()).toBe(1);
  });

  it('waits for a person where the account has changed its mind meanwhile', async () => {
    policy('suggest');
    await stuck(1);
    await world.mend();
    expect(await world.repairs()).toMatchObject([{ state: 'planned', by_policy: false }]);
    await world.database.rows({ text: 'UPDATE repairs SET by_policy = true' });
    await world.mendLater();
    expect(await world.repairs()).toMatchObject([{ state: 'planned', by_policy: false }]);
    expect(await world.begun()).toEqual([]);
  });

  it('stops at the most of an hour, and goes on only once a person has started it', async () => {
    policy('auto');
    await stuck(22);
    // That so many of the orders of an hour differ stops it by itself.
    world.later(HOUR_MS + MINUTE_MS);
    await world.mend();
    await world.mendLater();
    expect(await world.begun()).toHaveLength(20);
    const [waiting, ...others] = (await world.repairs()).filter(({ state }) => state === 'planned');
    expect([waiting!.why, others.length]).toEqual(['brake', 1]);
    expect(waiting!.detail).toMatchObject({ reason: 'rule_limit' });
    await world.mendLater(3 * DAY_MS);
    expect(await world.begun()).toHaveLength(20);
    expect((await states()).filter((state) => state === 'planned')).toHaveLength(2);
    await world.database.rows({
      text: `UPDATE brakes SET state = 'running', started_at = $1, stopped_at = NULL, stop_id = NULL, reason = NULL,
               detail = NULL WHERE scope = $2`,
      values: [world.at(), world.till.id],
    });
    await world.mendLater();
    expect(await world.begun()).toHaveLength(22);
  });
});
