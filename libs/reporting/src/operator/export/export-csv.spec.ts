import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ExportCsv } from './export-csv.js';
import { type ExportBy, ExportRows } from './export-rows.js';
import type { ExportedHour, ExportedStore } from './exported-hour.js';

const STORES = [aStore('B-1', 'Asia/Shanghai', '04:00'), aStore('B-2', 'America/New_York', '00:00')];
const FROM = Date.UTC(2026, 2, 7);
const HOUR_MS = 3_600_000;
const METHODS = ['wechat', '现金'];

function aStore(code: string, timeZone: string, businessDayStart: string): ExportedStore {
  return { id: code, code, name: `Store ${code}`, timeZone, businessDayStart };
}

const fen = fc.bigInt({ min: -9_999n, max: 99_999n });
const parts = fc
  .tuple(fen, fen, fen, fen, fen, fen, fen)
  .map(([grossFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen, refundFen]) => ({
    ...{ grossFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen, refundFen },
  }));
type Parts = NonNullable<ExportedHour['parts']>;
const netOf = (one: Parts): bigint =>
  one.grossFen -
  one.discountFen +
  one.freightFen +
  one.packagingFen +
  one.serviceFen +
  one.roundingFen -
  one.refundFen;

const count = fc.nat({ max: 50 });
const hour = fc
  .record({ place: fc.nat({ max: 1 }), at: fc.nat({ max: 71 }), parts: fc.option(parts), total: fen })
  .chain((one) =>
    fc
      .record({ orders: count, items: count, lines: count, cash: fen, revision: count, wx: fc.option(fen) })
      .map(({ cash, wx, ...counts }): ExportedHour & { readonly place: number; readonly at: number } => ({
        ...{
          ...counts,
          place: one.place,
          at: one.at,
          store: STORES[one.place]!,
          provisional: cash > 90_000n,
        },
        ...{ start: new Date(FROM + one.at * HOUR_MS), parts: one.parts },
        totalFen: one.parts === null ? one.total : netOf(one.parts),
        payments: new Map([['现金', cash], ...(wx === null ? [] : [['wechat', wx] as const])]),
      })),
  );
/** As they are read: store by store, in the order of time. */
const hours = fc
  .uniqueArray(hour, { selector: ({ place, at }) => place * 100 + at, maxLength: 40 })
  .map((all) => all.sort((one, other) => one.place - other.place || one.at - other.at));

/** In the middle of both stores' days. */
const ENDS = new Map(STORES.map(({ id }) => [id, new Date(FROM + 72 * HOUR_MS)]));

function written(by: ExportBy, all: readonly ExportedHour[], cut: number): Record<string, string>[] {
  const csv = new ExportCsv(by, METHODS, true);
  const rows = new ExportRows(by, ENDS);
  const text = [
    csv.header(),
    csv.rows(rows.take(all.slice(0, cut))),
    csv.rows(rows.take(all.slice(cut))),
    csv.rows(rows.close()),
    csv.total(rows.total),
  ].join('');
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

/** Of an amount in yuan. */
const fenIn = (row: Record<string, string>, column: string): bigint => {
  expect(row[column]).toMatch(/^-?\d+\.\d\d$/);
  return BigInt(row[column]!.replace('.', ''));
};
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);

const BY = fc.constantFrom<ExportBy>('hour', 'day', 'store');

it('in every row the parts and the payments come to net, and the last row is the sum of the others', () => {
  fc.assert(
    fc.property(BY, hours, fc.nat({ max: 40 }), (by, all, cut) => {
      const rows = written(by, all, cut);
      for (const row of rows) {
        const [gross, discounts, refunds, ...added] = [
          ...['gross', 'discounts', 'refunds', 'freight', 'packaging', 'service', 'rounding', 'unparted'],
        ].map((column) => fenIn(row, column)) as [bigint, bigint, bigint, ...bigint[]];
        expect(gross - discounts - refunds + sum(added)).toBe(fenIn(row, 'net'));
        const paid = ['payment:wechat', 'payment:现金', 'otherPayments'].map((column) => fenIn(row, column));
        expect(sum(paid)).toBe(fenIn(row, 'net'));
      }
      const total = rows.pop()!;
      expect(total['storeCode']).toBe('total');
      for (const column of ['gross', 'net', 'refunds', 'unparted', 'payment:wechat', 'otherPayments'])
        expect(fenIn(total, column)).toBe(sum(rows.map((row) => fenIn(row, column))));
      expect(fenIn(total, 'net')).toBe(sum(all.map(({ totalFen }) => totalFen)));
      expect(Number(total['orders'])).toBe(all.reduce((orders, one) => orders + one.orders, 0));
    }),
    { numRuns: 200 },
  );
});

it('a row is an hour, a business day or a store, and says which hours are not in it', () => {
  fc.assert(
    fc.property(hours, fc.nat({ max: 40 }), (all, cut) => {
      expect(written('hour', all, cut)).toHaveLength(all.length + 1);
      const byStore = written('store', all, cut).slice(0, -1);
      expect(byStore.map(({ storeCode }) => storeCode)).toEqual([
        ...new Set(all.map(({ store }) => store.code)),
      ]);
      for (const { storeCode, hours: there, missingHours } of byStore) {
        const own = all.filter(({ store }) => store.code === storeCode);
        expect([Number(there), Number(there) + Number(missingHours)]).toEqual([own.length, 72 - own[0]!.at]);
      }
      const byDay = written('day', all, cut).slice(0, -1);
      expect(new Set(byDay.map((row) => `${row['storeCode']} ${row['businessDate']}`)).size).toBe(
        byDay.length,
      );
      const sumOf = (rows: typeof byDay, column: string) =>
        rows.reduce((all, row) => all + Number(row[column]), 0);
      expect(sumOf(byDay, 'hours')).toBe(all.length);
      // Whichever way it is added up, also where whole days are missing, and where the last day is not over.
      expect(sumOf(byDay, 'missingHours')).toBe(sumOf(byStore, 'missingHours'));
    }),
  );
});

const ONE: ExportedHour = {
  ...{ store: STORES[1]!, start: new Date('2026-03-08T05:00Z'), orders: 1, items: 2, lines: 1 },
  ...{ revision: 3, provisional: false, totalFen: 1_234n, parts: null, payments: new Map() },
};

it('a day has the hours that its clocks give it', () => {
  const [row] = written('day', [ONE], 0);
  expect(row).toMatchObject({
    businessDate: '2026-03-08',
    hours: '1',
    missingHours: '22',
    unparted: '12.34',
  });
});

it('a day that is not over has no hours to come, and one of which nothing is there is a row', () => {
  const rows = written('day', [ONE], 0).map((row) => [
    row['businessDate'],
    row['hours'],
    row['missingHours'],
  ]);
  // The file ends at 20:00 of the store's clock.
  expect(rows).toEqual([
    ['2026-03-08', '1', '22'],
    ['2026-03-09', '0', '20'],
    ['', '1', '42'],
  ]);
});

it('an hour is named by the store’s clock and by the instant', () => {
  expect(written('hour', [ONE], 0)[0]).toMatchObject({
    ...{ hourStart: '2026-03-08 00:00:00', hourStartUtc: '2026-03-08T05:00:00.000Z' },
    ...{ timeZone: 'America/New_York', net: '12.34', revision: '3', provisional: 'false' },
  });
});

it('marks as text what a spreadsheet would take for a formula, unless a program reads the file', () => {
  const store = { ...STORES[0]!, code: '-1', name: '=HYPERLINK("http://192.0.2.1")' };
  const hours = [{ ...ONE, store }];
  expect(written('hour', hours, 0)[0]).toMatchObject({
    storeCode: "'-1",
    storeName: `'=HYPERLINK("http://192.0.2.1")`,
  });
  const rows = new ExportRows('hour', ENDS);
  rows.take(hours);
  expect(new ExportCsv('hour', [], false).rows(rows.close())).toMatch(/^-1,"=HYPERLINK/);
});
