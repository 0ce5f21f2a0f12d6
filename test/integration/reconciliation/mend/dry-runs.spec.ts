import type { RuleCode } from '#domain/discrepancy-rule.js';
import { DryRunService } from '#reconciliation/operator/dry-run.service.js';
import { PLACED_AT } from '../../../factories/observations.js';
import { placedOrder } from '../placed-orders.js';
import { type MendingWorld, mendingWorld } from './mending-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = { from: new Date(PLACED_AT.getTime() - DAY_MS), to: new Date(PLACED_AT.getTime() + DAY_MS) };

describe('a dry run', () => {
  let world: MendingWorld;
  beforeAll(async () => {
    world = await mendingWorld();
    // Three that differ, one of which is kept already, and one that agrees.
    for (const no of ['A', 'B', 'C', 'D']) {
      const order = await placedOrder(world, no);
      if (no !== 'D') await order.shopSays('cancelled', 5);
      if (no === 'A') world.later(11 * MINUTE_MS);
      if (no === 'A') await world.compare();
    }
    world.later(2 * DAY_MS);
  });
  afterAll(() => world.close());

  const run = (rule: RuleCode, { mostOfRule = 20, mostOrders = 100, period = DAY } = {}) =>
    new DryRunService({
      ...{ database: world.database, accounts: world.accounts, clock: { now: world.at, latest: world.at } },
      ...{ limits: { mostOfRule, mostOfAccount: 50, mostOfAll: 200 }, mostOrders },
    }).run({ rule, ...period, storeId: null, accountId: null });
  const written = async () => ({
    discrepancies: await world.database.rows({ text: 'SELECT id, state FROM discrepancies ORDER BY id' }),
    repairs: await world.repairs(),
    changes: await world.database.rows({ text: 'SELECT order_id FROM order_changes ORDER BY order_id' }),
    dues: await world.database.rows({ text: 'SELECT * FROM comparison_dues ORDER BY order_id' }),
  });

  it('says what a rule would find, keep and plan, and keeps nothing', async () => {
    const before = await written();
    const said = await run('alive_after_cancel');
    expect(said).toMatchObject({ compared: 4, found: 3, opened: 2, suggested: 3, automatic: 0, silent: {} });
    const plan = { kind: 'cancel', byPolicy: false };
    expect(said.sample.map((one) => one.plan)).toEqual([plan, plan, plan]);
    expect(await written()).toEqual(before);
  });

  it('says what would be begun without a person, and that the brake would stop', async () => {
    world.changed.set(world.till.id, { fetches: true, repairPolicy: new Map([['stuck', 'auto']]) });
    world.changed.set(world.shop, { fetches: true, repairPolicy: new Map([['stuck', 'auto']]) });
    const said = await run('stuck');
    expect(said).toMatchObject({ found: 1, automatic: 1, suggested: 0, stopped: [], stopsAll: false });
    expect((await run('stuck', { mostOfRule: 0 })).stopped).toHaveLength(1);
    world.changed.clear();
  });

  it('says why what cannot be judged is not', async () => {
    world.standings.set(world.shop, 'paused');
    const said = await run('alive_after_cancel');
    expect(said).toMatchObject({ compared: 4, found: 0, silent: { account_paused: 4 } });
    world.standings.clear();
  });

  it('is refused of too many orders, and of what is no rule about orders', async () => {
    await expect(run('stuck', { mostOrders: 3 })).rejects.toMatchObject({
      field: 'to',
      message: expect.stringMatching(/^more than 3 orders/),
    });
    await expect(run('hour_differs')).rejects.toMatchObject({ field: 'rule' });
    const later = { from: DAY.to, to: new Date(DAY.to.getTime() + DAY_MS) };
    expect(await run('stuck', { period: later })).toMatchObject({ compared: 0, found: 0, sample: [] });
  });
});
