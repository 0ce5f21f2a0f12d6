import type { OrderObservation } from '#domain/order-observation.js';
import { FillingStep } from '#ledger/refold/filling-step.js';
import { RefoldQuery } from '#ledger/refold/refold.query.js';
import type { RefoldStep } from '#ledger/refold/refold-step.js';
import { Refolding } from '#ledger/refold/refolding.js';
import { lockStores } from '#reporting/figures/hours.store.js';
import { RevisionOrdersQuery } from '#reporting/operator/revision-orders.query.js';
import { reviseHours } from '#reporting/derive/revisions.store.js';
import { aRecording, PLACED_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const never = new AbortController().signal;
const BEGINNING = new Date(Math.floor(PLACED_AT.getTime() / DAY_MS) * DAY_MS);
const later = (ms: number): Date => new Date(BEGINNING.getTime() + ms);

describe('orders of before there were postings', () => {
  let open: OpenLedger;
  let account: string;
  let storeId: string;
  let next = 1;

  beforeEach(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
    storeId = await addStore(open.database, 'SH-01');
    await addBinding(open.database, account, { storeId, vendorStoreId: 'SH-01' });
  });
  afterEach(() => open.close());

  const sold = (at: Date, change: Partial<OrderObservation> = {}) => {
    const { observation } = aRecording(account, {});
    return aRecording(account, {
      vendorNo: `F-${String((next += 1))}`,
      payment: { ...observation.payment!, paidAt: at },
      amounts: { ...someAmounts(1_800n + BigInt(next % 97)), discountFen: 200n, freightFen: 300n },
      ...change,
    });
  };

  /** Recorded by a hub of the version before, at these times. */
  async function recordedBefore(times: readonly Date[]): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < times.length; at += 200) {
      const recorded = await open.ledger.record(times.slice(at, at + 200).map((time) => sold(time)));
      ids.push(...recorded.map(({ orderId }) => orderId));
    }
    await unpost(open.database, ...ids);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    return ids;
  }

  async function begin(): Promise<string> {
    const id = newId();
    const createdAt = new Date(Date.now() - 60_000);
    await open.database.prisma.refold.create({ data: { id, kind: 'postings', createdAt } });
    return id;
  }
  const log = (event: OpenLedger['events'][number]) => void open.events.push(event);
  const filling = (step: RefoldStep = new FillingStep(open.clock, log)) =>
    new Refolding(open.database, open.clock, new Map([['postings', step]]), log);
  /** Takes one slice, and ends as a hub does that is stopped. */
  function stopAfterOne() {
    const [stopping, real] = [new AbortController(), new FillingStep(open.clock, log)];
    const step: RefoldStep = {
      ...{ slice: real.slice, next: real.next },
      take: (sql, slice) => {
        stopping.abort();
        return real.take(sql, slice);
      },
    };
    return filling(step).run(stopping.signal);
  }
  const job = (id: string) => new RefoldQuery(open.database).get(id);
  const unposted = () =>
    open.database.prisma.order.count({ where: { postingKey: null, saleAt: { not: null } } });

  const hours = (days: number) =>
    Array.from({ length: days * 24 }, (_, at) => ({
      ...{ storeId, accountId: null, start: later(at * HOUR_MS), end: later((at + 1) * HOUR_MS) },
    }));
  /** Derives all hours. @returns their figures, and how many revisions there are */
  const derive = (days: number) =>
    open.database.transaction(async (sql) => {
      await lockStores(sql, [storeId]);
      await reviseHours(sql, hours(days), { cause: 'first', now: open.clock.now() });
      const figures = await sql.rows({
        text: 'SELECT hour_start, total_fen, orders, items, lines FROM sales_hours ORDER BY hour_start',
      });
      const revisions = await sql.rows({ text: 'SELECT count(*)::int FROM hourly_revisions' });
      return { figures, revisions };
    });

  it('are posted as they counted, the newest first: every hour is the same all the while, and has no revision of it', async () => {
    const times = Array.from({ length: 2_000 }, (_, at) => later((at * 7 * DAY_MS) / 2_000));
    const ids = await recordedBefore(times);
    const before = await derive(7);
    const id = await begin();
    await stopAfterOne();
    expect(await job(id)).toMatchObject({ state: 'open', legsLooked: 200, ordersChanged: 200 });
    const posted = await open.database.prisma.salePosting.findMany({ select: { orderId: true } });
    expect(new Set(posted.map(({ orderId }) => orderId))).toEqual(new Set(ids.slice(-200)));
    expect(await derive(7)).toEqual(before);
    await Promise.all([filling().run(never), filling().run(never)]);
    expect(await job(id)).toMatchObject({
      state: 'done',
      ordersChanged: 2_000,
      legsLeft: 0,
      errorMessage: null,
    });
    expect(await unposted()).toBe(0);
    expect(await derive(7)).toEqual(before);
    expect(await open.database.prisma.orderChange.count()).toBe(0);
    expect(await open.database.prisma.filledDayDifference.count()).toBe(0);
    const [first] = await open.database.prisma.salePosting.findMany({ where: { orderId: ids[0]! } });
    const { createdAt } = await open.database.prisma.order.findUniqueOrThrow({ where: { id: ids[0]! } });
    expect(first).toMatchObject({
      ...{ seq: 1, storeId, at: times[0], postedAt: createdAt, cause: 'upgrade', ruleVersion: 0 },
      ...{ discountFen: 200n, freightFen: 300n, paymentMethod: 'wechat' },
    });
  });

  it('are posted by whoever records them first, and once', async () => {
    const times = Array.from({ length: 450 }, (_, at) => later(at * 60_000));
    const ids = await recordedBefore(times);
    const legs = await open.database.prisma.leg.findMany({ where: { orderId: { in: ids.slice(0, 50) } } });
    const id = await begin();
    const dearer = legs.map(({ vendorNo, orderId }) =>
      sold(times[ids.indexOf(orderId)]!, { vendorNo, asOf: later(DAY_MS), amounts: someAmounts(5_000n) }),
    );
    await Promise.all([open.ledger.record(dearer), filling().run(never)]);
    await filling().run(never);
    expect(await job(id)).toMatchObject({ state: 'done', legsLeft: 0 });
    const sums = await open.database.rows({
      text: `SELECT o.id FROM orders o WHERE sale_fen IS DISTINCT FROM
               (SELECT sum(total_fen) FROM sale_postings WHERE order_id = o.id)`,
    });
    expect([sums, await unposted()]).toEqual([[], 0]);
  });

  it('that are touched and go on selling the same are posted alike: their hour tells of others alone', async () => {
    const ids = await recordedBefore([5, 6, 7].map((minute) => later(minute * 60_000)));
    const before = await derive(1);
    const legs = await open.database.prisma.leg.findMany({ where: { orderId: { in: ids } } });
    const fulfilment = { state: 'completed', raw: 'completed', completedAt: null } as const;
    for (const { vendorNo } of legs) {
      const observation = { vendorNo, asOf: later(DAY_MS), precedence: 0, fulfilment };
      await open.ledger.record([{ ...aRecording(account, {}), observation }]);
    }
    const posted = await open.database.prisma.salePosting.findMany({ where: { orderId: { in: ids } } });
    const created = await open.database.prisma.order.findMany({ where: { id: { in: ids } } });
    const since = new Map(created.map(({ id, createdAt }) => [id, createdAt]));
    expect(posted).toHaveLength(3);
    for (const posting of posted)
      expect(posting).toMatchObject({
        ...{ seq: 1, cause: 'upgrade', reverses: null, postedAt: since.get(posting.orderId) },
        ...{ discountFen: 200n, freightFen: 300n },
      });
    expect([await unposted(), await derive(1)]).toEqual([0, before]);
    const [late] = await open.ledger.record([sold(later(8 * 60_000))]);
    await derive(1);
    const of = { storeId, hourStart: later(0), revision: 2, since: 1, limit: 9 };
    const changed = await new RevisionOrdersQuery(open.database).list(of);
    expect(changed.map(({ orderId }) => orderId)).toEqual([late!.orderId]);
  });

  it('go by what counted then, though a rule set is stated by now', async () => {
    const [orderId] = await recordedBefore([later(HOUR_MS)]);
    const rules = { leftOut: ['freight'], excludedSources: [], refunds: 'ignore', countedBy: 'paid' };
    await open.database.prisma.ruleSet.create({
      data: {
        ...{ storeId, version: 1, inForceFrom: later(0), rules: { ...rules, negativeHours: 'hold' } },
        ...{ reason: 'freight', statedBy: 'boss', statedAt: new Date() },
      },
    });
    const { saleFen } = await open.database.prisma.order.findUniqueOrThrow({ where: { id: orderId! } });
    await begin();
    await filling().run(never);
    expect(await open.database.prisma.salePosting.findMany({ where: { orderId: orderId! } })).toMatchObject([
      { totalFen: saleFen, ruleVersion: 0 },
    ]);
  });

  it('that counted otherwise than is known of them are posted as they counted, flagged, until recorded anew', async () => {
    const [orderId, other] = await recordedBefore([later(HOUR_MS), later(2 * HOUR_MS)]);
    await open.database.prisma.order.update({ where: { id: orderId! }, data: { saleFen: 7n } });
    const before = await derive(1);
    const id = await begin();
    await filling().run(never);
    expect(await derive(1)).toEqual(before);
    expect(await job(id)).toMatchObject({ state: 'done', ordersChanged: 2, legsLeft: 1 });
    expect((await job(id))?.errorMessage).toMatch(/counted otherwise/);
    expect(open.events).toContainEqual(
      expect.objectContaining({ event: 'refold', level: 'error', outcome: 'differs', orderIds: [orderId] }),
    );
    const flags = async (of: string) => (await open.orders.get(of))?.flags;
    expect([await flags(orderId!), await flags(other!)]).toEqual([['counted_otherwise'], []]);
    const { vendorNo } = await open.database.prisma.leg.findFirstOrThrow({ where: { orderId: orderId! } });
    await open.ledger.record([
      sold(later(HOUR_MS), { vendorNo, asOf: later(DAY_MS), amounts: someAmounts(2_000n) }),
    ]);
    expect([await flags(orderId!), (await open.orders.get(orderId!))?.saleFen]).toEqual([[], 2_000n]);
  });

  it('that nobody can fold are left, and count as before; the others are posted', async () => {
    const ids = await recordedBefore(Array.from({ length: 30 }, (_, at) => later(at * HOUR_MS)));
    const before = await derive(2);
    await open.database.rows({
      text: `UPDATE legs SET state = '{"payment": 5, "amounts": 5}' WHERE order_id = $1`,
      values: [ids[9]],
    });
    const id = await begin();
    for (let tick = 0; tick < 6; tick += 1) await filling().run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ordersChanged: 29, legsLeft: 1 });
    expect([await unposted(), await derive(2)]).toEqual([1, before]);
  });

  it('of no store, and those that sell nothing, add nothing, and are not looked for again', async () => {
    const { observation } = aRecording(account, {});
    const unpaid = { state: 'unpaid' as const, raw: 'unpaid', paidAt: null, method: null };
    const recorded = await open.ledger.record([
      sold(later(1), { placement: { ...observation.placement!, vendorStoreId: 'nowhere' } }),
      sold(later(2), { payment: unpaid }),
    ]);
    await unpost(open.database, ...recorded.map(({ orderId }) => orderId));
    const id = await begin();
    await filling().run(never);
    expect(await job(id)).toMatchObject({ state: 'done', legsLooked: 1, legsLeft: 0 });
    expect([await unposted(), await open.database.prisma.salePosting.count()]).toEqual([0, 0]);
  });

  it('of a day that do not come to what they sell are told of by the day', async () => {
    const ids = await recordedBefore([later(HOUR_MS), later(DAY_MS + HOUR_MS)]);
    const [crooked] = await open.ledger.record([sold(later(2 * HOUR_MS))]);
    await open.database.prisma.order.update({ where: { id: crooked!.orderId }, data: { saleFen: 1n } });
    await begin();
    await filling().run(never);
    const differences = await open.database.prisma.filledDayDifference.findMany();
    expect(differences).toMatchObject([{ storeId, day: BEGINNING }]);
    const { saleFen } = await open.database.prisma.order.findUniqueOrThrow({ where: { id: ids[0]! } });
    expect(differences[0]!.soldFen).toBe(saleFen! + 1n);
    expect(open.events).toContainEqual(expect.objectContaining({ storeId, day: BEGINNING.toISOString() }));
  });
});
