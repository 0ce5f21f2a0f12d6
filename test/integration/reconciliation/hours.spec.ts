import { Keeping } from '#reconciliation/keep/keeping.js';
import { AccountDiscrepanciesQuery } from '#reconciliation/operator/account-discrepancies.query.js';
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import { HoursComparing } from '#reconciliation/watch/hours-comparing.js';
import { HoursWatching } from '#reconciliation/watch/hours-watching.js';
import { someAccountFacts } from '../../factories/compared-orders.js';
import type { Statement } from '#database/sql.js';
import { isLongerThan, slowDatabase } from '../../support/slow-database.js';
import { Instance } from '#jobs/instance.js';
import { ContactKey } from '#ledger/contact-key.js';
import { LedgerService } from '#ledger/ledger.service.js';
import type { AccountFacts } from '#reconciliation/compare/account-facts.js';
import { aRecording, someAmounts } from '../../factories/observations.js';
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
  /** What is known of accounts whose tickets are the same sales. */
  const listed = new Map<string, Pick<AccountFacts, 'tickets' | 'coverage'>>();
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
          rows.map(({ id }) => [
            id,
            someAccountFacts({ id, standing: paused.has(id) ? 'paused' : 'well', ...listed.get(id) }),
          ]),
        );
      },
    };
    const comparing = new HoursComparing(new Keeping(clock), clock);
    const log = () => undefined;
    const parts = { database, accounts, comparing, settings: { hoursPerBatch }, clock, log };
    return new HoursWatching(parts);
  };
  const compare = (hoursPerBatch?: number): Promise<void> =>
    watching(hoursPerBatch).run(new AbortController().signal);

  const discrepancies = (storeId: string, rule = 'hour_differs'): Promise<Row[]> =>
    world.database.rows({
      text: `SELECT state, hour_start, store_id, account_id, evidence, closed_by FROM discrepancies
             WHERE store_id = $1 AND rule = $2 ORDER BY id`,
      values: [storeId, rule],
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

  it('is a trouble of its account while it waits for a person, and none once one has dismissed it', async () => {
    const shop = await reported();
    const troubles = () => new AccountDiscrepanciesQuery(world.database).ofAccounts([shop.accountId]);
    const waits = async (fen: bigint) => {
      await world.setRestate(shop.accountId, 'ask');
      await world.resell(shop.orderId, shop.storeId, { fen, at: '2026-03-05T01:15' });
      await world.hub().takeChanges();
      world.clock.pass(6);
      await world.hub().restate();
    };
    await waits(1_200n);
    expect(await troubles()).toEqual([]);
    await compare();
    expect(await troubles()).toEqual([
      {
        ...{ accountId: shop.accountId, what: 'hours', code: 'setting', count: 1 },
        message: expect.stringContaining('2026-03-05T01:00Z'),
        oldestAt: at('2026-03-05T01:00'),
      },
    ]);
    const [{ id }] = (await world.database.rows<{ id: string }>({
      text: `SELECT id FROM discrepancies WHERE store_id = $1`,
      values: [shop.storeId],
    })) as [{ id: string }];
    const said = { decision: 'dismiss', assignee: null, reason: 'as agreed', by: '' } as const;
    await new DecisionsService(world.database, world.clock).decide(id, said);
    await compare();
    expect(await troubles()).toEqual([]);

    await waits(1_300n);
    await compare();
    expect(await troubles()).toMatchObject([{ code: 'setting' }]);
    await world.hub().request(shop.storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    expect(await troubles()).toEqual([]);
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

  describe('of whom the vendor shows tickets', () => {
    type Shop = Awaited<ReturnType<typeof reported>>;
    let ledger: LedgerService;
    let next = 1;
    beforeAll(() => {
      const key = new ContactKey(Buffer.alloc(32, 7));
      ledger = new LedgerService({
        database: world.database,
        clock: world.clock,
        instance: new Instance('test'),
        contactKey: key,
        consumers: [],
      });
    });

    const sameSales = ({ accountId, shopId: stream }: Shop, toAt: string) => {
      const span = {
        stream,
        fromMs: 0,
        toMs: at(toAt).getTime(),
        gaps: [],
        lagMs: 300_000,
        overlapMs: 120_000,
      };
      listed.set(accountId, { tickets: 'same_sales', coverage: [span] });
    };
    const ticket = (shop: Shop, placedAt: string, fen: bigint) => {
      const vendorNo = `${shop.shopId}:${String(next++)}`;
      const placement = { vendorStoreId: shop.shopId, placedAt: at(placedAt), numbers: [], origin: {} };
      const account = { connector: 'toy-sink', sells: 'never', storeIds: 'vendor' } as const;
      return ledger.record([
        aRecording(shop.accountId, { vendorNo, placement, amounts: someAmounts(fen) }, account),
      ]);
    };
    const lookAtTickets = () => watching(1).runTickets(new AbortController().signal);
    const found = (shop: Shop) => discrepancies(shop.storeId, 'tickets_differ');

    it('finds hours whose tickets are other than what was reported, and no others', async () => {
      const [less, same, silent] = [await reported(), await reported(), await reported()];
      for (const shop of [less, same, silent]) {
        await ticket(shop, '2026-03-05T00:59', 7n);
        await ticket(shop, '2026-03-05T02:00', 7n);
      }
      await ticket(less, '2026-03-05T01:00', 600n);
      await ticket(same, '2026-03-05T01:59', 1_000n);
      for (const shop of [less, same]) sameSales(shop, '2026-03-05T02:06');
      world.clock.pass(120);
      await lookAtTickets();
      expect(await found(less)).toEqual([]);
      for (const shop of [less, same]) sameSales(shop, '2026-03-05T02:07');
      await lookAtTickets();
      expect(await found(less)).toMatchObject([
        {
          ...{ state: 'open', hour_start: at('2026-03-05T01:00'), account_id: less.accountId },
          evidence: { ticketsFen: '600', tickets: 1, reportedFen: '1000', reported: 1 },
        },
      ]);
      expect([await found(same), await found(silent)]).toEqual([[], []]);
    });

    it('says what ended it: they agree, or nobody says any more that they are the same', async () => {
      const [agreeing, off] = [await reported(), await reported()];
      for (const shop of [agreeing, off]) sameSales(shop, '2026-03-05T03:00');
      world.clock.pass(120);
      await lookAtTickets();
      // Who looks at disputed hours ends nothing of tickets.
      await compare();
      for (const shop of [agreeing, off])
        expect(await found(shop)).toMatchObject([{ state: 'open', evidence: { tickets: 0 } }]);
      await ticket(agreeing, '2026-03-05T01:30', 1_000n);
      listed.delete(off.accountId);
      world.clock.pass(5 * 24 * 60);
      await lookAtTickets();
      expect(await found(agreeing)).toMatchObject([{ state: 'closed', closed_by: 'agrees' }]);
      expect(await found(off)).toMatchObject([{ state: 'closed', closed_by: 'rule_switched_off' }]);
    });
  });

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
