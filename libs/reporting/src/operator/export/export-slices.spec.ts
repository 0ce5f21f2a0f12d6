import fc from 'fast-check';
import { slicesOf } from './export-slices.js';

const HOUR_MS = 3_600_000;
const FROM = Date.UTC(2026, 2, 5);

const aStore = (id: string) => ({ id, code: id, name: id, timeZone: 'UTC', businessDayStart: '00:00' });

it('slices hold every hour of every store once, store by store in the order of time, and few at once', () => {
  const period = fc.tuple(
    fc.integer({ min: 0, max: 7 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 1, max: 20 }),
  );
  fc.assert(
    fc.property(period, ([stores, hours, most]) => {
      const ids = Array.from({ length: stores }, (_, n) => `s${String(n)}`);
      const to = new Date(FROM + hours * HOUR_MS);
      const read = [...slicesOf(ids.map(aStore), { from: new Date(FROM), to }, most)].map((slice) =>
        slice.stores.flatMap(({ id }) =>
          hoursIn(slice.from, slice.to).map((hour) => `${id} ${String(hour)}`),
        ),
      );
      const all = ids.flatMap((id) => hoursIn(new Date(FROM), to).map((hour) => `${id} ${String(hour)}`));
      expect(read.flat()).toEqual(all);
      expect(read.every(({ length }) => length <= most)).toBe(true);
    }),
  );
});

const hoursIn = (from: Date, to: Date): number[] =>
  Array.from(
    { length: Math.ceil((to.getTime() - from.getTime()) / HOUR_MS) },
    (_, n) => from.getTime() + n * HOUR_MS,
  );
