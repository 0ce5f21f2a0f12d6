import fc from 'fast-check';
import { goesAt, isOver, keptSince, monthOf } from './month-time.js';

const MARCH = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') };

describe('a month', () => {
  it('is known by its name, and a table that is named otherwise is none', () => {
    expect(monthOf('dispatch_attempts_2026_03')).toEqual({ table: 'dispatch_attempts', ...MARCH });
    expect(monthOf('deliveries_2025_12')).toMatchObject({ to: new Date('2026-01-01T00:00:00Z') });
    for (const other of ['deliveries', 'deliveries_2026_13', 'deliveries_2026_00', 'deliveries_2026_03_old'])
      expect(monthOf(other)).toBeUndefined();
  });

  it('goes once its last millisecond is too old, and never where that is for ever', () => {
    expect(goesAt(MARCH, 90)).toEqual(new Date('2026-06-30T00:00:00Z'));
    expect(isOver(MARCH, 90, new Date('2026-06-29T23:59:59.999Z'))).toBe(false);
    expect(isOver(MARCH, 90, new Date('2026-06-30T00:00:00Z'))).toBe(true);
    expect(isOver(MARCH, null, new Date('2999-01-01T00:00:00Z'))).toBe(false);
  });
});

it('no month goes that has a row which is not too old', () => {
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, instants, fc.integer({ min: 1, max: 2000 }), (row, now, days) => {
      const name = `payloads_${row.toISOString().slice(0, 7).replace('-', '_')}`;
      const month = monthOf(name)!;
      expect(row >= month.from && row < month.to).toBe(true);
      if (isOver(month, days, now)) expect(row < keptSince(now, days)).toBe(true);
    }),
  );
});
