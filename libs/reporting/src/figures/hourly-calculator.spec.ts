import fc from 'fast-check';
import { hourOf, hoursBeginningIn } from '#domain/business-time.js';
import { hourlyFigures, NO_SALES, type SaleRow, sameFigures } from './hourly-calculator.js';

const at = (text: string): Date => new Date(`${text}Z`);
const sale = (saleAt: Date, saleFen: bigint, items = 1, lines = 1): SaleRow => ({
  saleAt,
  saleFen,
  items,
  lines,
});

const ZONES = ['Asia/Shanghai', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Asuncion', 'UTC'];
const FROM = at('2026-10-02T00:00').getTime();
const TO = at('2026-10-05T00:00').getTime();

const rows = fc.array(
  fc.record({
    saleAt: fc.integer({ min: FROM, max: TO }).map((ms) => new Date(ms)),
    saleFen: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    items: fc.nat(1000),
    lines: fc.nat(100),
  }),
  { maxLength: 60 },
);

describe('the hourly calculator', () => {
  it('counts each sale in the hour that holds it, and in no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), rows, (zone, sales) => {
        const hours = hoursBeginningIn(new Date(FROM), new Date(TO), zone);
        const expected = hours.map((hour) => {
          const here = sales.filter(
            (row) => hourOf(row.saleAt, zone).start.getTime() === hour.start.getTime(),
          );
          const sum = (field: 'items' | 'lines') => here.reduce((count, row) => count + row[field], 0);
          const totalFen = here.reduce((fen, row) => fen + row.saleFen, 0n);
          return {
            hour,
            figures: { totalFen, orders: here.length, items: sum('items'), lines: sum('lines') },
          };
        });
        expect(hourlyFigures(hours, sales)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the order of the sales', () => {
    fc.assert(
      fc.property(rows, (sales) => {
        const hours = hoursBeginningIn(new Date(FROM), new Date(TO), 'Asia/Shanghai');
        expect(hourlyFigures(hours, sales.toReversed())).toEqual(hourlyFigures(hours, sales));
      }),
      { numRuns: 30 },
    );
  });

  it('takes the first instant of an hour in and leaves its end to the next', () => {
    const hours = hoursBeginningIn(at('2026-03-05T01:00'), at('2026-03-05T03:00'), 'Asia/Shanghai');
    const sales = [
      sale(at('2026-03-05T01:00'), 1n),
      sale(at('2026-03-05T01:59:59.999'), 2n),
      sale(at('2026-03-05T02:00'), 4n),
    ];
    expect(hourlyFigures(hours, sales).map(({ figures }) => figures.totalFen)).toEqual([3n, 4n]);
  });

  it('leaves out what lies in a gap, before or after', () => {
    const [first, , third] = hoursBeginningIn(
      at('2026-03-05T01:00'),
      at('2026-03-05T04:00'),
      'Asia/Shanghai',
    );
    const sales = ['00:59', '02:30', '04:00'].map((time) => sale(at(`2026-03-05T${time}`), 5n));
    expect(hourlyFigures([first!, third!], sales).map(({ figures }) => figures)).toEqual([
      NO_SALES,
      NO_SALES,
    ]);
  });

  it('compares all figures', () => {
    const figures = { totalFen: 5n, orders: 1, items: 2, lines: 1 };
    expect(sameFigures(figures, { ...figures })).toBe(true);
    for (const other of [{ totalFen: 6n }, { orders: 2 }, { items: 3 }, { lines: 2 }]) {
      expect(sameFigures(figures, { ...figures, ...other })).toBe(false);
    }
  });
});
