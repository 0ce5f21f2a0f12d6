import fc from 'fast-check';
import type { OrderObservation } from '#domain/order-observation.js';
import { type RuleWish, RuleSetsService } from '#ledger/rules/rule-sets.service.js';
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

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const hour = (at: number): Date => new Date(PLACED_AT.getTime() + at * HOUR_MS);

/** What a vendor says of an order, at an hour of the story. */
interface Said {
  readonly order: number;
  readonly asOf: number;
  readonly change: Partial<OrderObservation>;
}
type Event = { readonly said: Said } | { readonly rules: Omit<RuleWish, 'reason' | 'statedBy'> } | 'work';

const payment: fc.Arbitrary<Partial<OrderObservation>> = fc
  .record({ state: fc.constantFrom('unpaid', 'paid', 'refunded'), paidAt: fc.option(fc.nat(6)) })
  .map(({ state, paidAt }) => ({
    payment: {
      ...{ state, raw: state, method: 'wechat' },
      paidAt: paidAt === null || state === 'unpaid' ? null : hour(paidAt),
    },
  }));
const fulfilment: fc.Arbitrary<Partial<OrderObservation>> = fc
  .record({ state: fc.constantFrom('created', 'completed', 'cancelled'), completedAt: fc.option(fc.nat(8)) })
  .map(({ state, completedAt }) => ({
    fulfilment: { state, raw: state, completedAt: completedAt === null ? null : hour(completedAt) },
  }));
const afterSale: fc.Arbitrary<Partial<OrderObservation>> = fc
  .array(fc.record({ id: fc.constantFrom('r1', 'r2'), fen: fc.nat(900), at: fc.option(fc.nat(9)) }), {
    maxLength: 3,
  })
  .map((refunds) => ({
    afterSale: {
      ...{ state: 'partly_refunded' as const, raw: null },
      refunds: refunds.map(({ id, fen, at }) => ({
        ...{ id, amountFen: BigInt(fen) },
        refundedAt: at === null ? null : hour(at),
      })),
    },
  }));
const amounts: fc.Arbitrary<Partial<OrderObservation>> = fc
  .record({ saleFen: fc.nat(5_000), freightFen: fc.nat(600), packagingFen: fc.nat(200) })
  .map(({ saleFen, freightFen, packagingFen }) => ({
    amounts: {
      ...someAmounts(BigInt(saleFen)),
      ...{ freightFen: BigInt(freightFen), packagingFen: BigInt(packagingFen) },
    },
  }));

const said: fc.Arbitrary<Event> = fc
  .record({
    order: fc.nat(3),
    asOf: fc.nat(9),
    change: fc
      .tuple(fc.oneof(payment, fulfilment, afterSale, amounts), fc.oneof(payment, amounts))
      .map(([one, other]) => ({ ...other, ...one })),
  })
  .map((event) => ({ said: event }));
const rules: fc.Arbitrary<Event> = fc
  .record({
    inForceFrom: fc.nat(5).map(hour),
    countedBy: fc.constantFrom('paid' as const, 'placed' as const, 'completed' as const),
    refunds: fc.constantFrom('ignore' as const, 'own_hour' as const, 'sale_hour' as const),
    leftOut: fc.subarray(['freight' as const, 'packaging' as const]),
    excludedSources: fc.constant([]),
    negativeHours: fc.constantFrom('hold' as const, 'send' as const),
  })
  .map((stated) => ({ rules: stated }));
const story = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: said },
    { weight: 2, arbitrary: rules },
    { weight: 1, arbitrary: fc.constant<Event>('work') },
  ),
  { minLength: 4, maxLength: 14 },
);

let open: OpenLedger;
beforeAll(async () => {
  open = await openLedger([{ ...CONSUMER, ofMoves: 'places' }]);
});
afterAll(() => open.close());

/** A store of its own with an account that is bound to it. */
class Shop {
  private constructor(
    readonly accountId: string,
    readonly storeId: string,
    private readonly service: RuleSetsService,
  ) {}

  static async open(): Promise<Shop> {
    const [accountId, storeId] = [await addAccount(open.database), await addStore(open.database, newId())];
    await addBinding(open.database, accountId, { storeId, vendorStoreId: 'SH-01' });
    // Its jobs are gone on with when the story says so.
    const lazy = Object.create(open.attribution, { goOn: { value: () => Promise.resolve(false) } });
    return new Shop(accountId, storeId, new RuleSetsService(open.database, open.clock, lazy));
  }

  async take(event: Event): Promise<unknown> {
    if (event === 'work') return open.attributing.run(never);
    if ('said' in event) return this.record([event.said]);
    const wish = { ...event.rules, reason: 'because', statedBy: 'boss' };
    return this.service.state(this.storeId, wish).catch((error: unknown) => {
      if ((error as { field?: string }).field !== 'inForceFrom') throw error;
    });
  }

  record(all: readonly Said[]) {
    const { observation } = aRecording('', {});
    const recordings = all.map(({ order, asOf, change }) =>
      aRecording(this.accountId, {
        ...{ vendorNo: `P-${String(order)}`, asOf: hour(asOf) },
        placement: { ...observation.placement!, numbers: [], placedAt: hour(order * 1.5) },
        ...change,
      }),
    );
    return recordings.length === 0 ? [] : open.ledger.record(recordings);
  }

  /** What its orders hold, by order; under which rule set it was posted is no effect. */
  held() {
    return open.database.rows({
      text: `SELECT l.vendor_no, p.kind, p.at, sum(p.orders)::int AS orders, sum(p.items)::int AS items,
               sum(p.total_fen)::text AS total, sum(p.gross_fen)::text AS gross, sum(p.freight_fen)::text AS freight,
               sum(p.packaging_fen)::text AS packaging, sum(p.refund_fen)::text AS refund
             FROM sale_postings p JOIN legs l USING (order_id)
             WHERE l.account_id = $1 AND p.store_id = $2 GROUP BY 1, 2, 3
             HAVING (sum(p.orders), sum(p.total_fen), sum(p.gross_fen), sum(p.refund_fen)) <> (0, 0, 0, 0) ORDER BY 1, 2, 3`,
      values: [this.accountId, this.storeId],
    });
  }
}

it('whatever is recorded, refunded and stated, and when: orders hold what the last rules make of all that was said', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (events) => {
      const [lived, fresh] = [await Shop.open(), await Shop.open()];
      for (const event of events) await lived.take(event);
      await open.attributing.run(never);
      for (const event of events) if (event !== 'work' && 'rules' in event) await fresh.take(event);
      await open.attributing.run(never);
      await fresh.record(
        events.flatMap((event) => (event !== 'work' && 'said' in event ? [event.said] : [])),
      );
      expect(await lived.held()).toEqual(await fresh.held());
    }),
    { numRuns: 40 },
  );
});

it('the same where recordings and rules are stated at once, each by its own connection', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (events) => {
      const [lived, fresh] = [await Shop.open(), await Shop.open()];
      const recording = async () => {
        for (const event of events) if (event !== 'work' && 'said' in event) await lived.take(event);
      };
      const stating = async () => {
        for (const event of events) if (event !== 'work' && 'rules' in event) await lived.take(event);
      };
      const working = async () => {
        for (const event of events) if (event === 'work') await lived.take(event);
      };
      await Promise.all([recording(), stating(), working()]);
      while ((await open.database.prisma.attribution.count({ where: { finishedAt: null } })) > 0)
        await open.attributing.run(never);
      for (const event of events) if (event !== 'work' && 'rules' in event) await fresh.take(event);
      await open.attributing.run(never);
      await fresh.record(
        events.flatMap((event) => (event !== 'work' && 'said' in event ? [event.said] : [])),
      );
      expect(await lived.held()).toEqual(await fresh.held());
    }),
    { numRuns: 25 },
  );
});
