import { Keeping } from '#reconciliation/keep/keeping.js';
import { HoursComparing } from '#reconciliation/watch/hours-comparing.js';
import { HoursWatching } from '#reconciliation/watch/hours-watching.js';
import { someAccountFacts } from '../../factories/compared-orders.js';
import type { Statement } from '#database/sql.js';
import { isLongerThan, slowDatabase } from '../../support/slow-database.js';
import { at, ReportingWorld } from '../reporting/reporting-world.js';
import { failing, type ToyAnswer } from '../reporting/toy-sink.js';

const unanswered = failing('outcome_unknown', 'no answer');

interface Row {
  readonly state: string;
  readonly hour_start: Date;
  readonly store_id: string;
  readonly account_id: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly closed_by: string | null;
}

describe('hours in dispute', () => {
  let world: ReportingWorld;
  const paused = new Set<string>();
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  const watching = (hoursPerBatch = 500, isTooSlow: (statement: Statement) => boolean = () => false) => {
    const { clock } = world;
    const database = slowDatabase(world.database, isTooSlow);
    const accounts = {
      read: async () => {
        const rows = await database.rows<{ id: string }>({ text: 'SELECT id FROM accounts' });
        return new Map(
          rows.map(({ id }) => [id, someAccountFacts({ id, standing: paused.has(id) ? 'paused' : 'well' })]),
        );
      },
    };
    const comparing = new HoursComparing(new Keeping(clock), clock);
    const log = () => undefined;
    const parts = { database, accounts, comparing, settings: { hoursPerBatch }, log };
    return new HoursWatching(parts);
  };
  const compare = (hoursPerBatch?: number): Promise<void> =>
    watching(hoursPerBatch).run(new AbortController().signal);

  const discrepancies = (storeId: string): Promise<Row[]> =>
    world.database.rows({
      text: `SELECT state, hour_start, store_id, account_id, evidence, closed_by FROM discrepancies
             WHERE store_id = $1 AND rule = 'hour_differs' ORDER BY id`,
      values: [storeId],
    });

  /** A shop of which the hour of 01:00 was reported with 10 yuan, answered like this. */
  async function reported(answer: ToyAnswer = (payload) => Promise.resolve(world.sink.take(payload))) {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    const orderId = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:15' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    world.sink.next(shop.shopId, answer);
    await world.hub().submit();
    return { ...shop, orderId };
  }

  it('opens where a changed hour waits for a person, and closes when the cover is accepted', async () => {
    const shop = await reported();
    await world.setRestate(shop.accountId, 'ask');
    await compare();
    expect(await discrepancies(shop.storeId)).toEqual([]);

    await world.resell(shop.orderId, shop.storeId, { fen: 1_200n, at: '2026-03-05T01:15' });
    await world.hub().takeChanges();
    await compare();
    expect(await discrepancies(shop.storeId)).toEqual([]);
    world.clock.pass(6);
    await world.hub().restate();
    await compare();
    const [open, ...others] = await discrepancies(shop.storeId);
    expect(others).toEqual([]);
    expect(open).toMatchObject({
      state: 'open',
      hour_start: at('2026-03-05T01:00'),
      account_id: shop.accountId,
      evidence: { reportedFen: '1000', ledgerFen: '1200', reported: 1, ledger: 1, state: 'setting' },
    });

    await world.hub().request(shop.storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    await compare();
    expect(await discrepancies(shop.storeId)).toMatchObject([{ state: 'open' }]);
    await world.hub().submit();
    await compare();
    expect(await discrepancies(shop.storeId)).toMatchObject([{ state: 'closed', closed_by: 'agrees' }]);
  });

  it('opens at once where a report is refused, and not while its account is paused', async () => {
    const shop = await reported(failing('rejected', 'no such hour'));
    paused.add(shop.accountId);
    await compare();
    expect(await discrepancies(shop.storeId)).toEqual([]);
    paused.delete(shop.accountId);
    await compare();
    expect(await discrepancies(shop.storeId)).toMatchObject([
      { state: 'open', evidence: { reportedFen: null, ledgerFen: '1000', state: 'failed' } },
    ]);
  });

  it('waits for an hour for what became of a report, counted from the first time', async () => {
    const shop = await reported(unanswered);
    world.clock.pass(40);
    world.sink.next(shop.shopId, unanswered);
    await world.hub().submit();
    world.clock.pass(19);
    await compare();
    expect(await discrepancies(shop.storeId)).toEqual([]);
    world.clock.pass(1);
    await compare();
    expect(await discrepancies(shop.storeId)).toMatchObject([
      { state: 'open', evidence: { state: 'unknown' } },
    ]);
    await world.hub().submit();
    await compare();
    expect(await discrepancies(shop.storeId)).toMatchObject([{ state: 'closed' }]);
  });

  it('looks at every hour, in parts of any size', async () => {
    const shops = [await reported(failing('rejected', 'no')), await reported(failing('duplicate', 'there'))];
    await compare(1);
    for (const { storeId } of shops) expect(await discrepancies(storeId)).toHaveLength(1);
  });

  it.each(['reconciliation_compared_hours', 'reconciliation_lock'])(
    'looks at each hour alone where %s takes too long of all of them',
    async (name) => {
      const shops = [await reported(failing('rejected', 'no')), await reported(failing('rejected', 'no'))];
      const tooMuch = (statement: Statement): boolean =>
        statement.name === name && isLongerThan(1, statement);
      await watching(500, tooMuch).run(new AbortController().signal);
      for (const { storeId } of shops) expect(await discrepancies(storeId)).toHaveLength(1);
    },
  );

  it('opens and closes once, however many hubs look at the same time', async () => {
    const { storeId } = await reported(failing('rejected', 'no'));
    await Promise.all([compare(), compare(), compare()]);
    world.clock.pass(1);
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    await world.hub().submit();
    await Promise.all([compare(), compare(), compare()]);
    const happened = await world.database.rows({
      text: `SELECT e.kind FROM discrepancy_events e JOIN discrepancies d ON d.id = e.discrepancy_id
             WHERE d.store_id = $1 ORDER BY e.id`,
      values: [storeId],
    });
    expect(happened).toEqual([{ kind: 'opened' }, { kind: 'closed' }]);
  });
});
