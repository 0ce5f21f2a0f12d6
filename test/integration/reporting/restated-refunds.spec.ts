import type { OrderObservation } from '#domain/order-observation.js';
import { fenOf } from '#domain/money.js';
import { Instance } from '#jobs/instance.js';
import { defineTask } from '#jobs/task.js';
import { ContactKey } from '#ledger/contact-key.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { anObservation, aRecording, someAmounts } from '../../factories/observations.js';
import { addRuleSet } from '../../factories/rule-sets.js';
import { at, ReportingWorld, short } from './reporting-world.js';

const SOLD_AT = '2026-03-05T01:30';
/** When it went back, when that hour was over, and when the vendor told of it. */
const REFUNDS = [
  {
    what: 'the next day',
    refundedAt: '2026-03-06T01:40',
    hour: '2026-03-06T01:00',
    toldAt: '2026-03-06T02:15',
    fen: 300n,
  },
  {
    what: 'after 26 hours',
    refundedAt: '2026-03-06T03:30',
    hour: '2026-03-06T03:00',
    toldAt: '2026-03-06T04:15',
    fen: 400n,
  },
  {
    what: 'after 8 days',
    refundedAt: '2026-03-13T01:30',
    hour: '2026-03-13T01:00',
    toldAt: '2026-03-13T02:15',
    fen: 500n,
  },
] as const;

describe('an order of which parts go back after its hour was reported', () => {
  let world: ReportingWorld;
  let ledger: LedgerService;
  let source: string;
  beforeAll(async () => {
    world = await ReportingWorld.open();
    const consumers = [{ name: REPORTING_CONSUMER, task: defineTask('test.changes') }];
    const key = new ContactKey(Buffer.alloc(32, 7));
    ledger = new LedgerService({
      database: world.database,
      clock: world.clock,
      instance: new Instance('test'),
      contactKey: key,
      consumers,
    });
    world.clock.set('2026-03-05T00:10');
    source = await world.addAccount();
  });
  afterAll(() => world.close());

  async function work(): Promise<void> {
    const hub = world.hub();
    await hub.takeChanges();
    await hub.restate();
    await hub.submit();
  }

  /** What the vendor of orders says of one now. */
  async function tell(storeId: string, vendorNo: string, paidAt: string, said: Partial<OrderObservation>) {
    const { placement, payment } = anObservation();
    const paid = { ...payment!, paidAt: at(paidAt) };
    const placed = { ...placement!, vendorStoreId: storeId, placedAt: at(paidAt), numbers: [] };
    const whole = { vendorNo, asOf: world.clock.now(), placement: placed, payment: paid, ...said };
    await ledger.record([aRecording(source, whole, { storeIds: 'own' })]);
  }

  async function report(storeId: string, hour: string): Promise<void> {
    const end = short(new Date(at(hour).getTime() + 3_600_000));
    await world.hub().request(storeId, hour, end);
    await work();
  }

  const revisionsOf = async (storeId: string, hour: string) => {
    const where = { storeId, hourStart: at(hour) };
    const rows = await world.database.prisma.hourlyRevision.findMany({ where, orderBy: { revision: 'asc' } });
    return rows.map(({ revision, totalFen, why }) => [revision, totalFen, ...why]);
  };
  const reportsOf = async (storeId: string, hour: string) =>
    (await world.submissions.list({ storeId, limit: 50 }))
      .toReversed()
      .filter(({ hourStart }) => short(hourStart) === hour)
      .map(({ totalFen, cover, state, cause }) => [totalFen, cover, state, cause]);

  /** Of every hour that the vendor was told of: `hour: fen`. */
  const toldOf = (shopId: string) =>
    [...world.sink.hours.values()]
      .filter((payload) => payload['shopId'] === shopId)
      .map((payload) => `${short(new Date(payload['hour']!))}: ${String(fenOf(payload['total']!, 'yuan'))}`)
      .sort();
  const postedOf = async (storeId: string) =>
    (
      await world.database.rows<{ hour: Date; fen: string }>({
        text: `SELECT date_trunc('hour', at) AS hour, sum(total_fen) AS fen FROM sale_postings
               WHERE store_id = $1 GROUP BY 1 ORDER BY 1`,
        values: [storeId],
      })
    ).map(({ hour, fen }) => `${short(hour)}: ${fen}`);

  /** The hour of the sale and those of the refunds were reported before each was told of. */
  async function refundedShop(refunds: 'sale_hour' | 'own_hour') {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    const { storeId } = shop;
    await world.setRestate(shop.accountId, 'auto');
    await addRuleSet(world.database, storeId, { refunds });
    const vendorNo = `A-${refunds}`;
    world.clock.set('2026-03-05T02:10');
    await tell(storeId, vendorNo, SOLD_AT, {});
    await report(storeId, '2026-03-05T01:00');
    for (const [n, { hour, refundedAt, toldAt }] of REFUNDS.entries()) {
      world.clock.set(toldAt);
      await tell(storeId, `${vendorNo}-${String(n)}`, refundedAt, { amounts: someAmounts(5_000n) });
      await report(storeId, hour);
      world.clock.pass(1);
      const listed = REFUNDS.slice(0, n + 1).map((one) => ({
        ...{ id: one.what, amountFen: one.fen, refundedAt: at(one.refundedAt) },
      }));
      const afterSale = { state: 'partly_refunded', raw: null, refunds: listed } as const;
      await tell(storeId, vendorNo, SOLD_AT, { afterSale });
      await work();
      world.clock.pass(5);
      await work();
      await work();
      world.clock.pass(40);
      await work();
    }
    return shop;
  }

  it('has its own hour restated once for each, where the store counts refunds there', async () => {
    const { storeId, shopId } = await refundedShop('sale_hour');
    expect(await revisionsOf(storeId, '2026-03-05T01:00')).toEqual([
      ...[
        [1, 1_800n, 'first'],
        [2, 1_500n, 'refund'],
      ],
      ...[
        [3, 1_100n, 'refund'],
        [4, 600n, 'refund'],
      ],
    ]);
    expect(await reportsOf(storeId, '2026-03-05T01:00')).toEqual([
      [1_800n, false, 'accepted', 'requested'],
      [1_500n, true, 'accepted', 'restated'],
      [1_100n, true, 'accepted', 'restated'],
      [600n, true, 'accepted', 'restated'],
    ]);
    for (const { hour } of REFUNDS) expect(await reportsOf(storeId, hour)).toHaveLength(1);
    expect(toldOf(shopId)).toEqual(await postedOf(storeId));
    expect(toldOf(shopId)).toContain('2026-03-05T01:00: 600');
  });

  it('has the hour of each refund restated once, where the store counts refunds in those', async () => {
    const { storeId, shopId } = await refundedShop('own_hour');
    expect(await revisionsOf(storeId, '2026-03-05T01:00')).toEqual([[1, 1_800n, 'first']]);
    expect(await reportsOf(storeId, '2026-03-05T01:00')).toHaveLength(1);
    for (const { hour, fen } of REFUNDS) {
      expect(await revisionsOf(storeId, hour)).toEqual([
        ...[
          [1, 5_000n, 'first'],
          [2, 5_000n - fen, 'refund'],
        ],
      ]);
      expect(await reportsOf(storeId, hour)).toEqual([
        [5_000n, false, 'accepted', 'requested'],
        [5_000n - fen, true, 'accepted', 'restated'],
      ]);
    }
    expect(toldOf(shopId)).toEqual(await postedOf(storeId));
    expect(toldOf(shopId)).toHaveLength(4);
  });
});
