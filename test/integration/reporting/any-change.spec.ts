import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { DEFAULT_RULE_SET } from '#domain/rule-set.js';
import { Attributing } from '#ledger/attribution/attributing.js';
import { AttributionService } from '#ledger/attribution/attribution.service.js';
import { AttributionStep } from '#ledger/attribution/attribution-step.js';
import { ContactKey } from '#ledger/contact-key.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { RuleSetsService } from '#ledger/rules/rule-sets.service.js';
import { REPORTING_CHANGES, REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { aRecording, someAmounts } from '../../factories/observations.js';
import { expectHoursAgree } from '../../support/agreeing-hours.js';
import { expectRevisionsExplained } from '../../support/summed-revisions.js';
import { at, type Hub, ReportingWorld } from './reporting-world.js';

const RUNS = 6;
const STEPS = 45;
const ORDERS = 4;
const [FROM, TO] = ['2026-03-05T01:00', '2026-03-05T04:00'] as const;
const TILL = { connector: 'till', sells: 'else', storeIds: 'vendor' } as const;
const STATED_BY = { by: 'somebody', reason: 'counted again' };

/** A linear congruence: the same seed gives the same run. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** Two stores whose orders are told by a shop and by a till, and what may happen to them. */
class Scene {
  readonly hub: Hub;
  readonly stores: string[] = [];
  private readonly ledger: LedgerService;
  private readonly corrections: CorrectionsService;
  private readonly attribution: AttributionService;
  private readonly rules: RuleSetsService;
  private readonly numbers: string[] = [];
  private readonly corrected: { readonly orderId: string; readonly correctionId: string }[] = [];
  private shop = '';
  private till = '';

  constructor(
    private readonly world: ReportingWorld,
    private readonly below: (below: number) => number,
  ) {
    const { database, clock } = world;
    this.hub = world.hub();
    const consumers = [{ name: REPORTING_CONSUMER, task: REPORTING_CHANGES, ofMoves: 'places' as const }];
    const key = new ContactKey(randomBytes(32));
    this.ledger = new LedgerService({
      database,
      clock,
      instance: this.hub.instance,
      contactKey: key,
      consumers,
    });
    this.corrections = new CorrectionsService(database, clock, this.ledger);
    const step = new AttributionStep(this.ledger, clock);
    const attributing = new Attributing(database, clock, step, () => undefined);
    this.attribution = new AttributionService(attributing, clock, this.hub.instance, 60_000);
    this.rules = new RuleSetsService(database, clock, this.attribution);
  }

  async begin(): Promise<void> {
    const { world } = this;
    world.clock.set('2026-03-05T00:20');
    for (let store = 0; store < 2; store += 1) this.stores.push((await world.addShop()).storeId);
    [this.shop, this.till] = [await world.addAccount(), await world.addAccount()];
    for (let order = 0; order < ORDERS; order += 1) this.numbers.push(world.newId());
    for (const accountId of [this.shop, this.till]) await this.bind(accountId, this.stores[0]!, null);
    world.clock.set('2026-03-05T03:10');
  }

  readonly steps = [
    () => this.tell(),
    () => this.tell(),
    () => this.tell(),
    () => this.ring(),
    () => this.link(),
    () => this.correct(),
    () => this.withdraw(),
    () => this.bindOtherwise(),
    () => this.stateRules(),
    () => this.hub.takeChanges(),
    () => this.hub.derive(),
  ];

  /** What the shop says of an order: paid or not, refunded in part, cancelled, in either of its places. */
  private async tell(): Promise<void> {
    const fen = BigInt(100 * this.below(4));
    const kind = this.below(6);
    const payment = { state: 'paid' as const, raw: null, paidAt: this.time(), method: null };
    const refund = { id: '1', amountFen: fen / 2n, refundedAt: this.time() };
    const change: Partial<OrderObservation> = {
      payment: kind === 0 ? { ...payment, state: 'unpaid', paidAt: null } : payment,
      fulfilment: { state: kind === 1 ? 'cancelled' : 'completed', raw: null, completedAt: this.time() },
      ...(kind === 2 ? { afterSale: { state: 'partly_refunded', raw: null, refunds: [refund] } } : {}),
      amounts: { ...someAmounts(fen), freightFen: BigInt(this.below(3)) },
    };
    await this.record(this.shop, this.anOrder(), change, { storeIds: 'vendor' });
  }

  /** An order at the till, which sells as long as it is not known to be one of the shop's. */
  private async ring(): Promise<void> {
    const number = this.anOrder();
    const payment = { state: 'paid' as const, raw: null, paidAt: this.time(), method: 'cash' };
    await this.record(this.till, number, { payment, amounts: someAmounts(BigInt(this.below(50))) }, TILL);
  }

  /** What was rung up turns out to be one of the shop's. */
  private async link(): Promise<void> {
    const number = this.anOrder();
    const legs = await this.world.database.rows<{ id: string }>({
      text: 'SELECT id FROM legs WHERE vendor_no = $1 ORDER BY account_id = $2 DESC',
      values: [number, this.shop],
    });
    const [leg, rung] = legs;
    if (leg === undefined || rung === undefined) return;
    const receipt = { account: { id: this.till, ...TILL }, vendorNo: number, legId: leg.id };
    await this.world.database.transaction((sql) => this.ledger.linkReceipts(sql, [receipt]));
  }

  private async correct(): Promise<void> {
    const [order] = await this.world.database.rows<{ order_id: string }>({
      text: 'SELECT order_id FROM legs WHERE account_id = $1 AND vendor_no = $2',
      values: [this.shop, this.anOrder()],
    });
    if (order === undefined) return;
    const stated = { saleFen: BigInt(this.below(90)), totalFen: null, paidFen: null, paidAt: null };
    const orderId = order.order_id;
    const correctionId = await this.corrections.state({ orderId, ...stated, ...STATED_BY });
    if (correctionId !== undefined) this.corrected.push({ orderId, correctionId });
  }

  private async withdraw(): Promise<void> {
    const last = this.corrected.pop();
    if (last !== undefined) await this.corrections.withdraw({ ...last, ...STATED_BY });
  }

  /** The shop's place is the other store from some instant on. */
  private async bindOtherwise(): Promise<void> {
    const from = this.time();
    const { database } = this.world;
    const id = await database.transaction(async (sql) => {
      await sql.rows({
        text: `DELETE FROM store_bindings WHERE account_id = $1 AND valid_from >= $2`,
        values: [this.shop, from],
      });
      await sql.rows({
        text: `UPDATE store_bindings SET valid_to = $2
               WHERE account_id = $1 AND (valid_to IS NULL OR valid_to > $2)`,
        values: [this.shop, from],
      });
      await this.bind(this.shop, this.stores[this.below(2)]!, from, sql);
      const scope = { accountId: this.shop, vendorStoreId: 'V', since: from };
      return (await this.attribution.begin(sql, scope, this.stores)).id;
    });
    await this.goOn(id);
  }

  private async stateRules(): Promise<void> {
    const { version: _version, ...plain } = DEFAULT_RULE_SET;
    const wish = {
      ...plain,
      ...{ inForceFrom: this.time(), reason: 'so', statedBy: 'somebody' },
      leftOut: this.below(2) === 0 ? [] : (['freight'] as const),
      countedBy: (['paid', 'placed', 'completed'] as const)[this.below(3)]!,
      refunds: (['ignore', 'own_hour', 'sale_hour'] as const)[this.below(3)]!,
    };
    try {
      const stated = await this.rules.state(this.stores[this.below(2)]!, wish);
      if (stated?.jobId != null) await this.goOn(stated.jobId);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('that way already')) throw error;
    }
  }

  private async goOn(id: string): Promise<void> {
    while (!(await this.attribution.goOn(id)));
  }

  private async record(
    accountId: string,
    vendorNo: string,
    change: Partial<OrderObservation>,
    account: Parameters<typeof aRecording>[2],
  ): Promise<void> {
    this.world.clock.pass(0.01);
    const placement = { vendorStoreId: 'V', placedAt: this.time(), numbers: [], origin: {} };
    const said = { vendorNo, asOf: this.world.clock.now(), placement, ...change };
    await this.ledger.record([aRecording(accountId, said, account)]);
  }

  private async bind(accountId: string, storeId: string, validFrom: Date | null, on?: Sql) {
    const id = this.world.newId();
    await (on ?? this.world.database).rows({
      text: `INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, valid_from, created_at)
             VALUES ($1, $2, $3, 'V', $4, $5)`,
      values: [id, accountId, storeId, validFrom, this.world.clock.now()],
    });
  }

  private anOrder = (): string => this.numbers[this.below(ORDERS)]!;
  private time = (): Date => at(`2026-03-05T0${String(1 + this.below(3))}:${String(10 + this.below(50))}`);
}

describe('whatever happens to orders', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  const reasons = new Set<string>();

  const hours = () =>
    world.database.rows({
      text: `SELECT h.store_id, h.hour_start, h.total_fen, h.orders, h.items, h.lines, h.gross_fen, h.discount_fen,
               h.freight_fen, h.packaging_fen, h.service_fen, h.rounding_fen, h.refund_fen, r.rule_versions
             FROM sales_hours h JOIN hourly_revisions r ON r.id = h.revision_id AND r.derived_at = h.derived_at
             ORDER BY h.store_id, h.hour_start`,
    });

  /** What no code of ours does: as if nothing had ever been derived. */
  const forget = () =>
    world.database.transaction(async (sql) => {
      await sql.rows({ text: 'SET LOCAL session_replication_role = replica' });
      for (const table of ['submissions', 'sales_hours', 'hourly_revisions'])
        await sql.rows({ text: `DELETE FROM ${table}` });
    });

  it.each(Array.from({ length: RUNS }, (_, seed) => seed + 1))(
    'the latest revisions are what deriving from scratch gives (seed %i)',
    async (seed) => {
      const below = chance(seed);
      const scene = new Scene(world, below);
      await scene.begin();
      for (let step = 0; step < STEPS; step += 1) {
        if (step === STEPS >> 1) world.clock.set('2026-03-05T04:10');
        await scene.steps[below(scene.steps.length)]!();
        await expectHoursAgree(world.database);
      }
      world.clock.set('2026-03-05T04:11');
      await scene.hub.takeChanges();
      await scene.hub.derive();
      expect(await world.waitingChanges()).toBe(0);
      await expectRevisionsExplained(world.database);
      for (const { why } of await world.database.prisma.hourlyRevision.findMany())
        for (const one of why) reasons.add(one);
      const derived = await hours();
      expect(derived).toHaveLength(2 * 3);
      await forget();
      for (const storeId of scene.stores) await scene.hub.request(storeId, FROM, TO);
      expect(await hours()).toEqual(derived);
      await forget();
    },
  );

  it('and revisions were made for every reason', () => {
    const all = ['binding', 'correction', 'first', 'late', 'link', 'refund', 'rule'];
    expect([...reasons].toSorted()).toEqual(all);
  });
});
