import { earliest, type FirstStated } from './first-stated.js';
import { withFirstStated, withKeys } from './keyless-versions.js';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 29, 2, minute));
const told = (minute: number, change: Partial<OrderObservation>) =>
  toStatement({ vendorNo: 'A-1', asOf: at(minute), precedence: 0, ...change }, () => '');
const foldAll = (...statements: readonly ReturnType<typeof told>[]): FoldedLeg =>
  statements.reduce<FoldedLeg>((leg, statement) => fold(leg, statement).leg, {});

const completed = { fulfilment: { state: 'completed', raw: null, completedAt: null } } as const;
const ready = { fulfilment: { state: 'ready', raw: null, completedAt: null } } as const;
const refunds = (...ids: string[]): Partial<OrderObservation> => ({
  afterSale: {
    ...{ state: 'partly_refunded', raw: null },
    refunds: ids.map((id) => ({ id, amountFen: 100n, refundedAt: null })),
  },
});

describe('since when something is stated', () => {
  it('is not moved by what repeats it, nor by what says otherwise in between', () => {
    const leg = foldAll(told(3, completed), told(5, ready), told(9, completed), told(20, completed));
    expect(leg.fulfilment?.first).toEqual({ completedAt: at(3) });
    expect(leg.fulfilment?.asOf).toEqual(at(20));
  });

  it('is moved back by what was said earlier and comes late, which says so', () => {
    const before = foldAll(told(9, completed));
    const late = fold(before, told(3, completed));
    expect(late).toMatchObject({ changed: [], outdated: [], earlier: ['fulfilment'] });
    expect(late.leg.fulfilment).toMatchObject({ asOf: at(9), first: { completedAt: at(3) } });
    expect(fold(late.leg, told(5, completed)).earlier).toEqual([]);
  });

  it('is known of each refund, whichever are listed now', () => {
    const leg = foldAll(told(2, refunds('r2')), told(4, refunds('r1', 'r2')), told(6, refunds('r1')));
    expect(leg.afterSale?.first).toEqual({
      refunds: [
        { id: 'r1', statedAt: at(4) },
        { id: 'r2', statedAt: at(2) },
      ],
    });
  });

  it('is known of a payment that is called refunded and of an after-sale that is, and of no sum', () => {
    const payment = { state: 'refunded', raw: null, paidAt: null, method: null } as const;
    const whole = refunds('r1');
    const sum = { afterSale: { ...whole.afterSale!, state: 'refunded' } } as const;
    const word = { afterSale: { ...sum.afterSale, raw: '已退款' } } as const;
    expect(foldAll(told(1, { payment })).payment?.first).toEqual({ refundedAt: at(1) });
    expect(foldAll(told(1, sum)).afterSale?.first?.refundedAt).toBeUndefined();
    expect(foldAll(told(1, word)).afterSale?.first?.refundedAt).toEqual(at(1));
  });

  it('keeps the earliest 500 refunds, however they come together', () => {
    const ids = Array.from({ length: 700 }, (_, index) => `r${String(index).padStart(3, '0')}`);
    const parts = [ids.slice(600), ids.slice(0, 300), ids.slice(300, 600)].map((some, index) =>
      told(9 - index, refunds(...some)),
    );
    const kept = foldAll(...parts).afterSale?.first?.refunds;
    expect(kept).toHaveLength(500);
    expect(kept?.slice(0, 2).map(({ id }) => id)).toEqual(['r000', 'r001']);
    expect(foldAll(...parts.toReversed()).afterSale?.first?.refunds).toEqual(kept);
  });

  it('of a leg of before is at the latest when it was last said', () => {
    const leg = foldAll(told(9, completed), told(4, { ...refunds('r1') }), told(1, ready));
    const before = Object.fromEntries(
      Object.entries(leg).map(([group, { first: _first, ...version }]) => [group, version]),
    );
    const known = withFirstStated(withKeys(before));
    expect(known).toEqual(leg);
    expect(withFirstStated(known)).toBe(known);
  });

  it('is the very same where nothing earlier comes', () => {
    const first: FirstStated = { completedAt: at(1), refunds: [{ id: 'r1', statedAt: at(2) }] };
    expect(earliest(first, { completedAt: at(3), refunds: [{ id: 'r1', statedAt: at(2) }] })).toBe(first);
    expect(earliest(first, undefined)).toBe(first);
    expect(earliest(first, { refunds: [{ id: 'r0', statedAt: at(9) }] })?.refunds).toHaveLength(2);
  });
});
