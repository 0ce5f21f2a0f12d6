import { RuleSetsService, type RuleWish } from '#ledger/rules/rule-sets.service.js';
import { RulePreviewing } from '#ledger/rules/rule-preview.js';
import { AttributionQuery } from '#ledger/attribution/attribution.query.js';
import { AttributionStep } from '#ledger/attribution/attribution-step.js';
import { claimAttribution } from '#ledger/attribution/attributions.store.js';
import { peekPlaces, STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { DEFAULT_RULE_SET } from '#domain/rule-set.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { aRecording, PLACED_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';
import { unpost } from '../../support/unposted.js';

const never = new AbortController().signal;
const ZONE = 'Asia/Shanghai';
const later = (ms: number): Date => new Date(PLACED_AT.getTime() + ms);
const HOUR_MS = 3_600_000;

let open: OpenLedger;
let rules: RuleSetsService;
let previewing: RulePreviewing;
beforeAll(async () => {
  open = await openLedger([{ ...CONSUMER, ofMoves: 'places' }]);
  rules = new RuleSetsService(open.database, open.clock, open.attribution);
  previewing = new RulePreviewing(open.database);
});
afterAll(() => open.close());
beforeEach(() => open.database.rows({ text: 'DELETE FROM attribution_places' }));

let count = 0;
const nextNo = (): string => `RS-${String((count += 1))}`;

async function addShop() {
  const [accountId, storeId] = [await addAccount(open.database), await addStore(open.database, nextNo())];
  await addBinding(open.database, accountId, { storeId, vendorStoreId: 'SH-01' });
  return { accountId, storeId };
}

const freight = (fen: bigint) => ({ amounts: { ...someAmounts(1_800n), freightFen: fen } });
const placedAt = (at: Date, paidAt: Date = at): Partial<OrderObservation> => {
  const { observation } = aRecording('', {});
  return {
    placement: { ...observation.placement!, placedAt: at },
    payment: { ...observation.payment!, paidAt },
  };
};
const sold = (accountId: string, change: Partial<OrderObservation>, vendorNo = nextNo()) =>
  aRecording(accountId, { vendorNo, ...freight(300n), ...change });

async function record(accountId: string, ...changes: Partial<OrderObservation>[]): Promise<string[]> {
  const recorded = await open.ledger.record(changes.map((change) => sold(accountId, change)));
  return recorded.map(({ orderId }) => orderId);
}

const wish = (change: Partial<RuleWish> = {}): RuleWish => {
  const { version: _version, ...plain } = DEFAULT_RULE_SET;
  return {
    ...plain,
    inForceFrom: later(0),
    leftOut: ['freight'],
    reason: 'freight is the rider’s',
    statedBy: 'boss',
    ...change,
  };
};

/** What all orders of a store add up to. */
async function posted(storeId: string): Promise<Record<string, bigint>> {
  const rows = await open.database.rows<{ hour: Date; fen: string }>({
    text: `SELECT date_trunc('hour', at) AS hour, sum(total_fen)::text AS fen FROM sale_postings WHERE store_id = $1
           GROUP BY 1 HAVING sum(total_fen) <> 0 OR sum(orders) <> 0 ORDER BY 1`,
    values: [storeId],
  });
  return Object.fromEntries(rows.map(({ hour, fen }) => [hour.toISOString(), BigInt(fen)]));
}
const versionsOf = async (orderId: string) =>
  (await open.database.prisma.salePosting.findMany({ where: { orderId }, orderBy: { seq: 'asc' } })).map(
    ({ cause, ruleVersion, totalFen, reverses }) => [cause, ruleVersion, totalFen, reverses],
  );
const job = (id: string) => new AttributionQuery(open.database).get(id);
const resting = async () =>
  (await open.database.rows<{ ids: string[] }>({ text: `SELECT ${STORES_ON_THE_MOVE} AS ids` }))[0]!.ids;

describe('a rule set', () => {
  it('counts for orders of its time, recorded before it or after, and for no earlier one', async () => {
    const { accountId, storeId } = await addShop();
    const [before, at] = await record(accountId, placedAt(later(-1), later(HOUR_MS)), placedAt(later(0)));
    const stated = await rules.state(storeId, wish());
    expect(stated).toMatchObject({ ruleSet: { version: 1, statedBy: 'boss' }, jobId: null });
    const [after] = await record(accountId, placedAt(later(HOUR_MS)));
    expect(await versionsOf(before!)).toEqual([['record', 0, 1_800n, null]]);
    expect(await versionsOf(at!)).toEqual([
      ['record', 0, 1_800n, null],
      ['rule', 0, -1_800n, 1],
      ['rule', 1, 1_500n, null],
    ]);
    expect(await versionsOf(after!)).toEqual([['record', 1, 1_500n, null]]);
    expect(await resting()).toEqual([]);
  });

  it('is followed by an order of before it that is paid after it, under its own', async () => {
    const { accountId, storeId } = await addShop();
    const unpaid = { state: 'unpaid' as const, raw: 'unpaid', paidAt: null, method: null };
    const open1 = sold(accountId, { ...placedAt(later(-HOUR_MS)), payment: unpaid });
    const [{ orderId } = { orderId: '' }] = await open.ledger.record([open1]);
    await rules.state(storeId, wish());
    await open.ledger.record([
      sold(
        accountId,
        { ...placedAt(later(-HOUR_MS), later(HOUR_MS)), asOf: later(2 * HOUR_MS) },
        open1.observation.vendorNo,
      ),
    ]);
    expect(await versionsOf(orderId)).toEqual([['record', 0, 1_800n, null]]);
  });

  it('of a store without orders is in force at once', async () => {
    const { storeId } = await addShop();
    expect(await rules.state(storeId, wish())).toMatchObject({ jobId: null });
    expect(await rules.state(newId(), wish())).toBeUndefined();
  });

  it('that changes nothing is refused; a later one may go back to what was', async () => {
    const { storeId } = await addShop();
    await expect(rules.state(storeId, wish({ leftOut: [] }))).rejects.toMatchObject({ field: 'inForceFrom' });
    await rules.state(storeId, wish());
    await expect(rules.state(storeId, wish({ inForceFrom: later(5) }))).rejects.toMatchObject({
      field: 'inForceFrom',
    });
    await rules.state(storeId, wish({ inForceFrom: later(5), leftOut: [] }));
    expect((await rules.list(storeId, { limit: 10 })).map(({ version }) => version)).toEqual([2, 1, 0]);
    expect((await rules.list(storeId, { limit: 1, before: 1 })).map(({ version }) => version)).toEqual([0]);
    expect(await rules.list(storeId, { limit: 1, before: 0 })).toEqual([]);
  });

  it('is known before it is stated, to the fen; nothing is written, whoever is unposted', async () => {
    const { accountId, storeId } = await addShop();
    const ids = await record(
      accountId,
      ...Array.from({ length: 30 }, (_, at) => ({
        ...placedAt(later(at * 600_000)),
        ...freight(BigInt(at)),
      })),
    );
    const whole = await posted(storeId);
    await unpost(open.database, ids[7]!);
    await unpost(open.database, ids[8]!);
    const before = await posted(storeId);
    const preview = await previewing.preview({ storeId, zone: ZONE, wish: wish(), until: null });
    expect(await posted(storeId)).toEqual(before);
    expect(await rules.list(storeId, { limit: 9 })).toHaveLength(1);
    await rules.state(storeId, wish());
    await open.attributing.run(never);
    const after = await posted(storeId);
    const gained = Object.entries(after)
      .map(([hour, fen]) => [hour, fen - (whole[hour] ?? 0n)] as const)
      .filter(([, fen]) => fen !== 0n);
    expect(preview).toMatchObject({ version: 1, orders: 29, hours: gained.length });
    expect(
      Object.fromEntries(preview.largest.map((hour) => [hour.start.toISOString(), hour.totalFen])),
    ).toEqual(Object.fromEntries(gained));
    expect(preview.gain).toEqual({
      orders: 0,
      items: 0,
      lines: 0,
      totalFen: gained.reduce((sum, [, fen]) => sum + fen, 0n),
    });
  });
});

describe('a rule set that is tried on more orders than there is time for', () => {
  const MOST = 3;
  const tried = (storeId: string, until: Date | null) =>
    new RulePreviewing(open.database, MOST).preview({ storeId, zone: ZONE, wish: wish(), until });
  const placedEach = (count: number) =>
    Array.from({ length: count }, (_, at) => placedAt(later(at * 60_000)));
  const neverPlaced = (paidAt: Date): Partial<OrderObservation> => {
    const { placement, payment } = placedAt(paidAt);
    return { placement: { ...placement!, placedAt: null }, payment: payment! };
  };

  it('is refused, with the latest time until which it can be; until then it is tried', async () => {
    const { accountId, storeId } = await addShop();
    await record(accountId, ...placedEach(MOST + 1), placedAt(later(-1)));
    const latest = later(MOST * 60_000);
    for (const until of [null, new Date(latest.getTime() + 1)])
      await expect(tried(storeId, until)).rejects.toMatchObject({
        field: 'dryRunUntil',
        message: expect.stringContaining(latest.toISOString()),
      });
    expect(await tried(storeId, latest)).toMatchObject({ orders: MOST, gain: { totalFen: -900n } });
    expect(await tried(storeId, later(60_000))).toMatchObject({ orders: 1, gain: { totalFen: -300n } });
  });

  it('is tried on as many as there is time for', async () => {
    const { accountId, storeId } = await addShop();
    await record(accountId, ...placedEach(MOST));
    expect(await tried(storeId, null)).toMatchObject({ orders: MOST });
  });

  it('leaves orders of later alone that are known to be paid and not when they were placed', async () => {
    const { accountId, storeId } = await addShop();
    await record(accountId, neverPlaced(later(60_000)), neverPlaced(later(120_000)));
    expect(await tried(storeId, later(120_000))).toMatchObject({ orders: 1 });
    expect(await tried(storeId, null)).toMatchObject({ orders: 2 });
  });

  it('is refused where too many are not known to be placed, whatever the time', async () => {
    const { accountId, storeId } = await addShop();
    await record(accountId, ...Array.from({ length: MOST + 1 }, (_, at) => neverPlaced(later(at))));
    for (const until of [null, later(1)])
      await expect(tried(storeId, until)).rejects.toMatchObject({ field: 'dryRun' });
  });

  it('has to be tried on some', async () => {
    const { storeId } = await addShop();
    await expect(tried(storeId, later(0))).rejects.toMatchObject({ field: 'dryRunUntil' });
  });
});

describe('the job that makes recorded orders count by a rule set', () => {
  const step = () => new AttributionStep(open.ledger, open.clock);
  const take = () =>
    open.database.transaction(async (sql) => step().take(sql, (await claimAttribution(sql, []))!));

  /** Stated, and its job not begun. */
  async function begun(storeId: string, change: Partial<RuleWish> = {}): Promise<string> {
    const lazy = Object.create(open.attribution, { goOn: { value: () => Promise.resolve(false) } });
    return (await new RuleSetsService(open.database, open.clock, lazy).state(storeId, wish(change)))!.jobId!;
  }

  it('lets the hours rest, and notes each place once when all are through, after a crash too', async () => {
    const { accountId, storeId } = await addShop();
    await record(accountId, ...Array.from({ length: 120 }, (_, at) => placedAt(later(at * 1_000))));
    const id = await begun(storeId);
    expect(await take()).toBe('more');
    const crashed = open.database.transaction(async (sql) => {
      await step().take(sql, (await claimAttribution(sql, []))!);
      throw new Error('crash');
    });
    await expect(crashed).rejects.toThrow('crash');
    expect([await resting(), await peekPlaces(open.database, 9, []), (await job(id))?.ordersMoved]).toEqual([
      [storeId],
      [],
      50,
    ]);
    await open.attributing.run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ruleVersion: 1, ordersMoved: 120, legsLooked: 120 });
    expect(await resting()).toEqual([]);
    const places = await peekPlaces(open.database, 9, []);
    expect(places.map(({ store_id }) => store_id)).toEqual([storeId]);
    expect(
      await open.database.prisma.orderChange.count({ where: { orderId: { in: await idsOf(storeId) } } }),
    ).toBe(120);
  });
  const idsOf = async (storeId: string) =>
    (await open.database.prisma.order.findMany({ where: { storeId }, select: { id: true } })).map(
      ({ id }) => id,
    );

  it('waits for whoever was recording when it was stated, and does not know it', async () => {
    const { accountId, storeId } = await addShop();
    let id = '';
    let recorded: readonly { orderId: string }[] = [];
    await open.database.transaction(async (sql) => {
      recorded = await open.ledger.recordOn(sql, [sold(accountId, placedAt(later(1)))]);
      id = (await rules.state(storeId, wish()))!.jobId!;
      expect([await take(), await resting()]).toEqual(['waits', [storeId]]);
    });
    await open.attributing.run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 1 });
    expect((await versionsOf(recorded[0]!.orderId)).at(-1)).toEqual(['rule', 1, 1_500n, null]);
  });

  it('ends right where two are stated at once, one after the other', async () => {
    const { accountId, storeId } = await addShop();
    const ids = await record(
      accountId,
      ...Array.from({ length: 60 }, (_, at) => placedAt(later(at * 60_000))),
    );
    await Promise.all([
      begun(storeId, { reason: 'one' }),
      begun(storeId, { leftOut: ['packaging', 'freight'], inForceFrom: later(30 * 60_000), reason: 'two' }),
    ]);
    await Promise.all([open.attributing.run(never), open.attributing.run(never)]);
    // Each may have passed over what the other had in hand.
    await open.attributing.run(never);
    const held = await Promise.all(ids.map((id) => heldFen(id)));
    expect((await rules.list(storeId, { limit: 9 })).map(({ version }) => version)).toEqual([2, 1, 0]);
    expect(new Set(held.slice(30))).toEqual(new Set([1_500n]));
    expect(new Set(held.slice(0, 30))).toEqual(new Set([1_500n]));
  });
  const heldFen = async (orderId: string) =>
    (await open.database.prisma.salePosting.aggregate({ where: { orderId }, _sum: { totalFen: true } }))._sum
      .totalFen;

  it('folds what is known only by its payment, or not even that, by its own time', async () => {
    const { accountId, storeId } = await addShop();
    const { observation } = aRecording('', {});
    const unplaced = { placement: { ...observation.placement!, placedAt: null } };
    const paid = (paidAt: Date) => ({ payment: { ...observation.payment!, paidAt } });
    const [old, young] = await record(
      accountId,
      { ...unplaced, ...paid(later(-5)) },
      { ...unplaced, ...paid(later(5)) },
    );
    await rules.state(storeId, wish());
    expect([await heldFen(old!), await heldFen(young!)]).toEqual([1_800n, 1_500n]);
  });

  it('leaves nothing undone of what was recorded all the while by another connection', async () => {
    const { accountId, storeId } = await addShop();
    const changes = Array.from({ length: 150 }, (_, at) => placedAt(later(at * 1_000)));
    await record(accountId, ...changes.slice(0, 75));
    const stating = begun(storeId);
    const recording = (async () => {
      for (const change of changes.slice(75)) await record(accountId, change);
    })();
    await stating;
    await Promise.all([recording, open.attributing.run(never)]);
    await open.attributing.run(never);
    const fen = await Promise.all((await idsOf(storeId)).map((id) => heldFen(id)));
    expect([fen.length, new Set(fen)]).toEqual([150, new Set([1_500n])]);
  });
});
