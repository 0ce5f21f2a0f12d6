import fc from 'fast-check';
import { parseLossless } from '#connectors-core/lossless-json.js';
import { type FoldedLeg, fold, toStatement } from '#domain/leg.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { saleOf } from '#domain/sale.js';
import { fixture, pospalAccount } from '../../../../test/fixtures/pospal/pospal-account.js';
import { toObservation } from './pospal.mapper.js';
import { readOrder } from './pospal-order.schema.js';

type Row = Readonly<Record<string, unknown>>;

const OURS = 'SP-7K2M9QRSTV0A1BCD';
const MADE_AT = new Date('2024-01-05T04:00:00Z');
const till = (parseLossless(fixture('order.till')) as { data: Row }).data;
const row = (change: Row): Row => ({ ...till, ...change });

const observed = (given: Row, settings: Row = {}, asOf = MADE_AT): OrderObservation =>
  toObservation(readOrder(given), { asOf, config: pospalAccount(settings).config });

const legOf = (observations: readonly OrderObservation[]): FoldedLeg =>
  observations.reduce<FoldedLeg>(
    (leg, one) =>
      fold(
        leg,
        toStatement(one, () => ''),
      ).leg,
    {},
  );

const saleAfter = (...observations: OrderObservation[]) =>
  saleOf({ folded: legOf(observations), createdAt: MADE_AT });

const spelled = (value: 0 | 1) => fc.constantFrom<unknown>(value, String(value), value === 1);
const flagged = fc.oneof(
  fc.constant({ said: null, wire: undefined }),
  fc.constant({ said: null, wire: null }),
  spelled(0).map((wire) => ({ said: false, wire })),
  spelled(1).map((wire) => ({ said: true, wire })),
);
const anyRow = fc.record({
  online: flagged,
  completed: flagged,
  state: fc.constantFrom<unknown>(undefined, null, 0, 1, 2, '3', 3, 4, 5, 8, 77),
  isOurs: fc.boolean(),
});
type AnyRow = typeof anyRow extends fc.Arbitrary<infer T> ? T : never;

const rowOf = ({ online, completed, state, isOurs }: AnyRow): Row =>
  row({
    ...{ payOnLine: online.wire, isOnlinePaymentCompleted: completed.wire, state },
    orderRemark: isOurs ? `${OURS} SF-1` : '不要辣',
  });
const isCancelled = ({ state }: AnyRow): boolean => String(state) === '3';
const isOpen = ({ online, completed, isOurs }: AnyRow): boolean =>
  !isOurs && online.said === true && completed.said === false;
const isSold = (one: AnyRow): boolean => !isCancelled(one) && !isOpen(one);

describe('a row’s online payment', () => {
  it('that is open makes it unpaid, and says by which fields', () => {
    expect(observed(row({ payOnLine: 1, isOnlinePaymentCompleted: 0 })).payment).toMatchObject({
      state: 'unpaid',
      raw: 'payOnLine 1, isOnlinePaymentCompleted 0',
      paidAt: null,
    });
  });

  it('that is open sells nothing in any state, 4 included', () => {
    for (const state of [undefined, null, 0, 1, 2, 3, 4, 5, 8])
      expect(saleAfter(observed(row({ state, payOnLine: 1, isOnlinePaymentCompleted: 0 })))).toBeNull();
  });

  it('is counted all the same where the account says so', () => {
    const open = row({ payOnLine: '1', isOnlinePaymentCompleted: '0' });
    expect(saleAfter(observed(open, { onlineUnpaid: 'sold' }))?.saleFen).toBe(1800n);
  });

  it('that was made and went back with the order is refunded, and the order stays cancelled', () => {
    const back = observed(row({ state: 3, payOnLine: 1, isOnlinePaymentCompleted: 1 }));
    expect(back.payment).toMatchObject({ state: 'refunded', paidAt: MADE_AT });
    expect(back.fulfilment).toMatchObject({ state: 'cancelled', raw: '3' });
    expect(saleAfter(back)).toBeNull();
  });

  it('that cannot be read is flagged and judged by nobody', () => {
    const odd = observed(row({ payOnLine: 1, isOnlinePaymentCompleted: 'soon' }));
    expect(odd.payment?.state).toBe('paid');
    expect(odd.placement?.flags).toEqual(['unreadable_field:isOnlinePaymentCompleted']);
  });

  it('sells just what is neither cancelled nor open; of ours it is not asked', () => {
    fc.assert(
      fc.property(anyRow, (one) => {
        const said = observed(rowOf(one));
        expect(saleAfter(said) !== null).toBe(isSold(one));
        const refunded =
          isCancelled(one) && !one.isOurs && one.online.said === true && one.completed.said === true;
        expect(said.payment?.state === 'refunded').toBe(refunded);
        if (one.isOurs)
          expect(said).toEqual(observed(rowOf({ ...one, online: nothing, completed: nothing })));
      }),
      { numRuns: 500 },
    );
  });
});

const nothing = { said: null, wire: undefined };

describe('a row that is seen again', () => {
  const atMinute = (minute: number) => new Date(MADE_AT.getTime() + minute * 60_000);

  it('counts as what was seen last says, in the hour of its own time, in whatever order it is heard', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (rows, dice) => {
          const seen = rows.map((one, minute) => observed(rowOf(one), {}, atMinute(minute)));
          const sale = saleAfter(...seen);
          expect(saleAfter(...shuffled(seen, dice))).toEqual(sale);
          const last = rows.at(-1);
          expect(sale !== null).toBe(last !== undefined && isSold(last));
          if (sale !== null) expect(sale).toMatchObject({ saleAt: MADE_AT, saleFen: 1800n });
        },
      ),
    );
  });

  it('that was recorded before these fields were read follows at its next sight', () => {
    const before = observed(row({ state: 4 }));
    const now = observed(row({ state: 4, payOnLine: 1, isOnlinePaymentCompleted: 0 }), {}, atMinute(30));
    const later = observed(row({ state: 4, payOnLine: 1, isOnlinePaymentCompleted: 1 }), {}, atMinute(60));
    expect(saleAfter(before)?.saleFen).toBe(1800n);
    expect(saleAfter(before, now)).toBeNull();
    expect(saleAfter(before, now, later)).toEqual(saleAfter(before));
  });
});

const shuffled = <T>(list: readonly T[], dice: Iterator<number>): T[] =>
  list
    .map((one) => ({ one, at: Number(dice.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
