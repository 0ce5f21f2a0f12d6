import fc from 'fast-check';
import { newMarker } from '#domain/marker.js';
import type { FulfilmentState, PaymentState } from '#domain/order-status.js';
import { DaysQuery, type DayView } from '#reconciliation/operator/days.query.js';
import { aRecording, someAmounts } from '../../factories/observations.js';
import { addAccount, addStore, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const HOUR_MS = 3_600_000;
/** Four in the morning in China, where these stores' days begin. */
const FROM = new Date('2026-11-20T20:00:00Z');
const DAYS = 3;
const TO = new Date(FROM.getTime() + DAYS * 24 * HOUR_MS);
/** When the n-th hour of these days begins: no clock is changed in China. */
const hourAt = (n: number): Date => new Date(FROM.getTime() + n * HOUR_MS);

interface Side {
  readonly payment: PaymentState;
  readonly fulfilment: FulfilmentState;
  readonly totalFen: bigint;
}
interface Story {
  readonly minute: number;
  readonly storefront: Side | null;
  readonly till: Side | null;
}

const side = fc.record<Side>({
  payment: fc.constantFrom('paid', 'paid', 'refunded', 'unpaid'),
  fulfilment: fc.constantFrom('accepted', 'completed', 'cancelled'),
  totalFen: fc.bigInt({ min: 1n, max: 5_000n }),
});
const story: fc.Arbitrary<Story> = fc
  .record({
    minute: fc.integer({ min: 0, max: DAYS * 24 * 60 - 3 }),
    storefront: fc.option(side, { freq: 5 }),
    till: fc.option(side, { freq: 3 }),
    isSame: fc.boolean(),
  })
  .filter(({ storefront, till }) => storefront !== null || till !== null)
  .map(({ isSame, ...one }) => (isSame && one.till !== null ? { ...one, till: one.storefront } : one))
  .filter(({ storefront, till }) => storefront !== null || till !== null);

const sells = (one: Side | null): boolean =>
  one !== null && (one.payment === 'paid' || one.payment === 'refunded') && one.fulfilment !== 'cancelled';
const fenOf = (one: Side | null): bigint => (sells(one) ? one!.totalFen : 0n);

/** Written down from the stories alone. */
function reasonOf({ storefront, till }: Story): string | null {
  if (fenOf(storefront) === fenOf(till) && sells(storefront) === sells(till)) return null;
  if (storefront === null) return 'only_at_till';
  if (till === null) return 'not_placed';
  if (sells(storefront) && sells(till)) return 'amount_differs';
  const [silent, where] = sells(storefront) ? [till, 'till'] : [storefront, 'storefront'];
  return `${silent.fulfilment === 'cancelled' ? 'cancelled' : 'not_paid'}_at_${where}`;
}

describe('a store’s business days', () => {
  let open: OpenLedger;
  let next = 1;
  let [shop, till] = ['', ''];
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
    till = await addAccount(open.database, 'till');
  });
  afterAll(() => open.close());

  async function aStore(): Promise<{ id: string; code: string }> {
    const code = `D-${String(next++)}`;
    const id = await addStore(open.database, code);
    await open.database.prisma.store.update({ where: { id }, data: { businessDayStart: '04:00' } });
    return { id, code };
  }

  /** @returns the order's id */
  async function tell(code: string, { minute, storefront, till: atTill }: Story): Promise<string> {
    const placedAt = new Date(FROM.getTime() + minute * 60_000);
    const paidAt = new Date(placedAt.getTime() + 60_000);
    const no = `O-${String(next++)}`;
    const said = (vendorNo: string, one: Side) => ({
      ...{ vendorNo, asOf: paidAt, amounts: someAmounts(one.totalFen) },
      placement: { vendorStoreId: code, placedAt, numbers: [], origin: {} },
      payment: {
        ...{ state: one.payment, raw: one.payment, method: null },
        paidAt: one.payment === 'unpaid' ? null : paidAt,
      },
      fulfilment: { state: one.fulfilment, raw: one.fulfilment, completedAt: null },
    });
    const marker = newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));
    let orderId = '';
    if (storefront !== null) {
      const [recorded] = await open.ledger.record([
        aRecording(shop, said(no, storefront), { storeIds: 'own' }),
      ]);
      await open.ledger.mark(open.database, [{ accountId: till, marker, legId: recorded!.legId }]);
      orderId = recorded!.orderId;
    }
    if (atTill !== null) {
      const account = { connector: 'till', sells: 'else', storeIds: 'own' } as const;
      const observation = { ...said(`T-${no}`, atTill), ...(storefront === null ? {} : { marker }) };
      const [recorded] = await open.ledger.record([aRecording(till, observation, account)]);
      expect(orderId === '' || orderId === recorded!.orderId).toBe(true);
      orderId = recorded!.orderId;
    }
    return orderId;
  }

  /** The hour is derived as this, and its vendor has accepted so. */
  async function report(storeId: string, start: Date, fen: bigint, state: string): Promise<void> {
    const end = new Date(start.getTime() + HOUR_MS);
    const values = [storeId, start, end, newId(), fen.toString(), shop, newId(), state];
    await open.database.rows({
      text: `WITH hour AS (INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at,
               total_fen, orders, items, lines) VALUES ($1, $2, $3, 1, $4, now(), $5, 1, 1, 1) RETURNING *),
             revision AS (INSERT INTO hourly_revisions (id, derived_at, store_id, hour_start, hour_end, revision, total_fen,
               orders, items, lines, why, rule_versions, seen_through, seen_orders, seen_seqs)
               SELECT revision_id, derived_at, store_id, hour_start, hour_end, 1, total_fen, 1, 1, 1, '{}', '{}',
                 derived_at, '{}', '{}' FROM hour)
             INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover,
               payload, state, attempts, due_at, created_at, settled_at)
             SELECT $7, store_id, $6, revision_id, 1, derived_at, hour_start, false, '{}', $8, 1, now(), now(), now()
             FROM hour`,
      values,
    });
  }

  const daysOf = async (storeId: string, limit = 31): Promise<DayView[]> =>
    (await new DaysQuery(open.database).list({ storeId, from: FROM, to: TO, limit }))!;

  const sum = (all: readonly bigint[]): bigint => all.reduce((so, one) => so + one, 0n);

  it('are the stories’ own sums and reasons, to the fen, whatever the world', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { maxLength: 25 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: DAYS * 24 - 1 }), fc.bigInt({ min: 0n, max: 9_999n })), {
          maxLength: 8,
        }),
        async (stories, reports) => {
          const { id, code } = await aStore();
          const told: { orderId: string; one: Story; day: number }[] = [];
          for (const one of stories) {
            const leading = one.storefront ?? one.till;
            const at = sells(leading) ? one.minute + 1 : one.minute;
            told.push({ orderId: await tell(code, one), one, day: Math.floor(at / (24 * 60)) });
          }
          const reported = new Map(reports);
          for (const [hour, fen] of reported) await report(id, hourAt(hour), fen, 'accepted');

          const days = await daysOf(id);
          expect(days.map(({ businessDate }) => businessDate)).toEqual([
            '2026-11-21',
            '2026-11-22',
            '2026-11-23',
          ]);
          days.forEach((day, place) => {
            const own = told.filter((each) => each.day === place);
            const [fronts, tills] = [own.map(({ one }) => one.storefront), own.map(({ one }) => one.till)];
            const leading = own.map(({ one }) => one.storefront ?? one.till);
            const amount = (all: readonly (Side | null)[]) => ({
              orders: all.filter(sells).length,
              totalFen: sum(all.map(fenOf)),
            });
            expect(day.storefront).toEqual(amount(fronts));
            expect(day.till).toEqual(amount(tills));
            expect(day.counted).toEqual(amount(leading));
            expect(day.storefrontTill.rest).toEqual({ differing: 0, orders: 0, totalFen: 0n });
            expect(day.countedSold).toEqual({
              explained: [],
              rest: { differing: 0, orders: 0, totalFen: 0n },
            });
            const reasons = own.flatMap(({ orderId, one }) => {
              const reason = reasonOf(one);
              const totalFen = fenOf(one.storefront) - fenOf(one.till);
              return reason === null ? [] : [{ reason, orderId, totalFen }];
            });
            const explained = day.storefrontTill.explained.flatMap(({ reason, orderIds }) =>
              orderIds.map((orderId) => ({ reason, orderId })),
            );
            expect(new Set(explained.map(({ reason, orderId }) => `${reason} ${orderId}`))).toEqual(
              new Set(reasons.map(({ reason, orderId }) => `${reason} ${orderId}`)),
            );
            for (const { reason, totalFen } of day.storefrontTill.explained)
              expect(totalFen).toBe(
                sum(reasons.filter((one) => one.reason === reason).map((one) => one.totalFen)),
              );
            const accepted = [...reported].filter(([hour]) => Math.floor(hour / 24) === place);
            expect(day.reported.totalFen).toBe(sum(accepted.map(([, fen]) => fen)));
            const parts = [day.countedReported.rest, ...day.countedReported.explained];
            expect(sum(parts.map((part) => part.totalFen))).toBe(
              day.counted.totalFen - day.reported.totalFen,
            );
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('say of an hour that differs how it stands, and of one that is said to be reported that nobody knows', async () => {
    const { id, code } = await aStore();
    const paid = (minute: number): Story => ({
      minute,
      storefront: { payment: 'paid', fulfilment: 'accepted', totalFen: 700n },
      till: { payment: 'paid', fulfilment: 'accepted', totalFen: 700n },
    });
    for (const minute of [10, 70, 130]) await tell(code, paid(minute));
    await report(id, hourAt(0), 700n, 'accepted');
    await report(id, hourAt(1), 700n, 'conflict');
    await report(id, hourAt(2), 600n, 'accepted');
    const [day] = await daysOf(id, 1);
    expect(day!.reported).toEqual({ orders: 2, totalFen: 1_300n });
    expect(day!.countedReported).toEqual({
      explained: [{ state: 'conflict', orders: 1, totalFen: 700n, hours: [hourAt(1)] }],
      rest: { differing: 1, orders: 0, totalFen: 100n },
    });
  });

  it('leave unexplained what an unfilled leg may hold, and what counts without anybody knowing why', async () => {
    const { id, code } = await aStore();
    const one = { payment: 'paid', fulfilment: 'accepted', totalFen: 500n } as const;
    const orderId = await tell(code, { minute: 5, storefront: one, till: null });
    await open.database.rows({
      text: 'UPDATE legs SET is_comparable = false, sale_fen = NULL WHERE order_id = $1',
      values: [orderId],
    });
    const [day] = await daysOf(id, 1);
    expect(day!.storefrontTill).toMatchObject({ explained: [], rest: { differing: 1, orders: 1 } });
    expect(day!.countedSold.rest).toEqual({ differing: 1, orders: 1, totalFen: 500n });
  });

  it('come page by page, and of no store that is not there', async () => {
    const { id } = await aStore();
    const query = new DaysQuery(open.database);
    const after = { storeId: id, from: FROM, to: TO, limit: 1, after: '2026-11-21' };
    expect((await query.list(after))!.map(({ businessDate }) => businessDate)).toEqual(['2026-11-22']);
    expect(await query.list({ ...after, storeId: newId() })).toBeUndefined();
  });
});
