import { writeInZone } from '#domain/business-time.js';
import { csvText, textCell } from '#domain/csv-text.js';
import { type Fen, fenToYuan, sumFen } from '#domain/money.js';
import type { ExportBy, ExportRow, ExportSums } from './export-rows.js';
import { EXPORTED_PARTS, type ExportedPart } from './exported-hour.js';

type RowCell = (row: ExportRow) => string;

const COUNTED: readonly (readonly [string, (sums: ExportSums) => number])[] = [
  ['hours', ({ hours }) => hours],
  ['missingHours', ({ missingHours }) => missingHours],
];
const COUNTS: typeof COUNTED = [
  ['orders', ({ orders }) => orders],
  ['items', ({ items }) => items],
  ['lines', ({ lines }) => lines],
];
const PART_NAMES: Readonly<Record<ExportedPart, string>> = {
  grossFen: 'gross',
  discountFen: 'discounts',
  freightFen: 'freight',
  packagingFen: 'packaging',
  serviceFen: 'service',
  roundingFen: 'rounding',
  refundFen: 'refunds',
};
const TOTAL = 'total';

/** Writes rows as CSV, as the products' are written; amounts in yuan. */
export class ExportCsv {
  private readonly places: readonly (readonly [string, RowCell])[];
  private readonly counts: typeof COUNTED;

  /**
   * @param methods those that have a column, by the vendors' words
   * @param spreadsheet whether texts that a spreadsheet would change are marked as text
   */
  constructor(
    by: ExportBy,
    private readonly methods: readonly string[],
    spreadsheet: boolean,
  ) {
    this.places = placesOf(by, (text) => textCell(text, spreadsheet));
    this.counts = by === 'hour' ? COUNTS : [...COUNTED, ...COUNTS];
  }

  /** Begins the file. */
  header(): string {
    const names = [
      ...[...this.places, ...this.counts].map(([name]) => name),
      ...EXPORTED_PARTS.map((part) => PART_NAMES[part]),
      ...['unparted', 'net', ...this.methods.map((method) => `payment:${method}`), 'otherPayments'],
      ...['revision', 'provisional'],
    ];
    return csvText([names], true);
  }

  rows(rows: readonly ExportRow[]): string {
    const cells = rows.map((row) => [
      ...this.places.map(([, cell]) => cell(row)),
      ...this.sums(row),
      String(row.revision),
      String(row.provisional),
    ]);
    return csvText(cells, false);
  }

  /** Ends the file. */
  total(sums: ExportSums): string {
    const places = this.places.map((_, at) => (at === 0 ? TOTAL : ''));
    return csvText([[...places, ...this.sums(sums), '', String(sums.provisional)]], false);
  }

  private sums(sums: ExportSums): string[] {
    const paid = this.methods.map((method) => sums.payments.get(method) ?? 0n);
    const amounts: Fen[] = [
      ...EXPORTED_PARTS.map((part) => sums.parts[part]),
      ...[sums.unpartedFen, sums.totalFen, ...paid, sums.totalFen - sumFen(paid)],
    ];
    return [...this.counts.map(([, count]) => String(count(sums))), ...amounts.map(fenToYuan)];
  }
}

function placesOf(by: ExportBy, text: (text: string) => string): (readonly [string, RowCell])[] {
  const store: (readonly [string, RowCell])[] = [
    ['storeCode', (row) => text(row.store.code)],
    ['storeName', (row) => text(row.store.name)],
  ];
  const day: (readonly [string, RowCell])[] = [['businessDate', (row) => row.businessDate]];
  const hour: (readonly [string, RowCell])[] = [
    ['hourStart', ({ start, store: { timeZone } }) => writeInZone(start, timeZone)],
    ['hourStartUtc', ({ start }) => start.toISOString()],
  ];
  return [
    ...store,
    ...(by === 'store' ? [] : day),
    ...(by === 'hour' ? hour : []),
    ['timeZone', (row) => row.store.timeZone],
  ];
}
