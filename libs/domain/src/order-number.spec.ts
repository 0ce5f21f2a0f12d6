import fc from 'fast-check';
import { composedNumber, type NumberedOrder, type Numbering, ORDER_NUMBERS } from './order-number.js';

const numbering = (orderNumbers: Numbering['orderNumbers'], restartAt = '00:00', zone = 'Asia/Shanghai') => ({
  orderNumbers,
  restartAt,
  zone,
});

const order = (placedAt: string, storeCode = 'T-A', orderNo = '0001'): NumberedOrder => ({
  orderNo,
  storeCode,
  placedAt: new Date(placedAt),
});

describe('composedNumber', () => {
  it('is the shop’s own number where that is unique', () => {
    expect(composedNumber(order('2026-01-05T10:00:00+08:00', 'T:A', 'x:1'), numbering('unique'))).toBe('x:1');
  });

  it('has the store’s code before it where each store numbers for itself', () => {
    expect(composedNumber(order('2026-01-05T10:00:00+08:00'), numbering('per_store'))).toBe('T-A:0001');
  });

  it('is one number under every case in which the store’s code is written', () => {
    for (const kind of ['per_store', 'per_store_day'] as const) {
      const [one, other] = ['t-a', 'T-A'].map((code) => order('2026-01-05T10:00:00+08:00', code));
      expect(composedNumber(one!, numbering(kind))).toBe(composedNumber(other!, numbering(kind)));
    }
  });

  it.each([
    ['2026-01-05T23:59:59.999+08:00', '00:00', 'Asia/Shanghai', '2026-01-05'],
    ['2026-01-06T00:00:00+08:00', '00:00', 'Asia/Shanghai', '2026-01-06'],
    ['2026-01-06T03:59:00+08:00', '04:00', 'Asia/Shanghai', '2026-01-05'],
    ['2026-01-06T04:00:00+08:00', '04:00', 'Asia/Shanghai', '2026-01-06'],
    ['2026-01-05T20:30:00Z', '00:00', 'Asia/Shanghai', '2026-01-06'],
    ['2026-01-05T20:30:00Z', '00:00', 'Europe/Berlin', '2026-01-05'],
    ['2026-03-29T01:30:00Z', '02:30', 'Europe/Berlin', '2026-03-29'],
  ])('has the day of %s where numbers begin anew at %s in %s', (placedAt, restartAt, zone, day) => {
    const number = composedNumber(order(placedAt), numbering('per_store_day', restartAt, zone));
    expect(number).toBe(`T-A@${day}:0001`);
  });

  it('is another for any other store, number or day, whatever characters they are made of', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'A', '%', ':', '@', '3', '-', '店'), minLength: 1 });
    const day = fc.integer({ min: 0, max: 3 }).map((days) => new Date(1_767_600_000_000 + days * 86_400_000));
    const orders = fc.record({ orderNo: text, storeCode: text, placedAt: day });
    fc.assert(
      fc.property(orders, orders, fc.constantFrom(...ORDER_NUMBERS), (one, other, kind) => {
        const [a, b] = [one, other].map((each) => composedNumber(each, numbering(kind)));
        const sameStore = kind === 'unique' || one.storeCode.toUpperCase() === other.storeCode.toUpperCase();
        const sameDay = kind !== 'per_store_day' || one.placedAt.getTime() === other.placedAt.getTime();
        expect(a === b).toBe(one.orderNo === other.orderNo && sameStore && sameDay);
      }),
    );
  });
});
