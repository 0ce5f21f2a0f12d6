import fc from 'fast-check';
import { columnsOf } from './heat-columns.js';
import { heatMapOf, type Shown } from './heat-rows.js';
import type { StoreDay } from './sales-day.js';

const HOUR_MS = 3_600_000;
const ALL: Shown = { sort: 'code', state: undefined, name: '' };

function aStore(code: string, clocks: readonly string[], amounts: readonly number[] = []): StoreDay {
  const hours = clocks.map((clock, at) => ({
    hourStart: new Date(at * HOUR_MS).toISOString(),
    hourEnd: new Date((at + 1) * HOUR_MS).toISOString(),
    ...{ clock, state: at % 2 === 0 ? ('reported' as const) : ('failed' as const) },
    ...{ orders: 1, totalFen: amounts[at] ?? 100 },
  }));
  return {
    ...{ storeId: code, storeCode: code, storeName: `店 ${code}`, timeZone: 'Asia/Shanghai' },
    ...{ businessDate: '2026-03-01', from: '', to: '', hours },
  };
}
const clocksFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${String((first + at) % 24).padStart(2, '0')}:00`);

it('has a column for every hour of the day, those that are still to come too', () => {
  const columns = columnsOf([aStore('A', clocksFrom(0, 3))]);
  expect(columns.map(({ clock }) => clock)).toEqual(clocksFrom(0, 24));
});

it('puts what is after midnight behind the evening, where a day begins later than another’s', () => {
  const map = heatMapOf([aStore('A', clocksFrom(0, 24)), aStore('B', clocksFrom(5, 24))], ALL);
  expect(map.columns).toHaveLength(29);
  expect(map.columns.at(-1)).toMatchObject({ clock: '04:00', isNextDay: true });
  expect(map.rows[1]?.cells.slice(0, 5)).toEqual(Array(5).fill(undefined));
});

it('shows an hour that clocks repeat as one of its own', () => {
  const columns = columnsOf([aStore('A', ['00:00', '01:00', '01:00', '02:00'])]);
  expect(columns.slice(0, 4).map(({ clock, isRepeated }) => [clock, isRepeated])).toEqual([
    ['00:00', false],
    ['01:00', false],
    ['01:00', true],
    ['02:00', false],
  ]);
});

it('comes to the same sum by rows and by columns, whatever is shown', () => {
  const amounts = fc.array(fc.integer({ min: -9_999, max: 99_999 }), { minLength: 1, maxLength: 24 });
  const stores = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), amounts), { maxLength: 8 });
  fc.assert(
    fc.property(stores, fc.constantFrom('code', 'least', 'most'), (days, sort) => {
      const made = days.map(([first, sums], at) =>
        aStore(`S${String(at)}`, clocksFrom(first, sums.length), sums),
      );
      const map = heatMapOf(made, { ...ALL, sort });
      const all = days.flatMap(([, sums]) => sums);
      const sum = (of: readonly number[]) => of.reduce((so, one) => so + one, 0);
      expect(map.totalFen).toBe(sum(all));
      expect(sum(map.rows.map(({ totalFen }) => totalFen))).toBe(sum(all));
      expect(sum(map.columnSums.map(({ totalFen }) => totalFen))).toBe(sum(all));
      expect(map.orders).toBe(all.length);
    }),
  );
});

it('is narrowed by a name, a code and a state, and put in order by what is sold', () => {
  const stores = [aStore('B', ['00:00'], [300]), aStore('A', ['00:00', '01:00'], [100, 100])];
  const codes = (shown: Partial<Shown>) =>
    heatMapOf(stores, { ...ALL, ...shown }).rows.map(({ store }) => store.storeCode);
  expect(codes({})).toEqual(['A', 'B']);
  expect(codes({ sort: 'most' })).toEqual(['B', 'A']);
  expect(codes({ state: 'failed' })).toEqual(['A']);
  expect(codes({ name: '店 b' })).toEqual(['B']);
});
