import fc from 'fast-check';
import { calendarPeriod } from './calendar-period.js';

const SHANGHAI = 'Asia/Shanghai';

describe('a period of the calendar', () => {
  it('is the day or the hour of the zone', () => {
    const at = new Date('2026-03-05T16:00:00Z');
    expect(calendarPeriod(at, 'day', SHANGHAI)).toEqual({ start: at, end: new Date('2026-03-06T16:00:00Z') });
    expect(calendarPeriod(at, 'hour', SHANGHAI)).toEqual({
      start: at,
      end: new Date('2026-03-05T17:00:00Z'),
    });
    const before = new Date(at.getTime() - 1);
    expect(calendarPeriod(before, 'day', SHANGHAI).end).toEqual(at);
  });

  it('may be a day of 23 or 25 hours', () => {
    const hoursOf = (day: string) => {
      const { start, end } = calendarPeriod(new Date(`${day}T12:00:00Z`), 'day', 'Europe/Berlin');
      return (end.getTime() - start.getTime()) / 3_600_000;
    };
    expect([hoursOf('2026-03-29'), hoursOf('2026-10-25')]).toEqual([23, 25]);
  });

  it('holds its instant, and the next one begins where it ends', () => {
    const units = fc.constantFrom('minute' as const, 'hour' as const, 'day' as const);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), units, (ms, unit) => {
        const { start, end } = calendarPeriod(new Date(ms), unit, SHANGHAI);
        expect(start.getTime()).toBeLessThanOrEqual(ms);
        expect(end.getTime()).toBeGreaterThan(ms);
        expect(calendarPeriod(end, unit, SHANGHAI).start).toEqual(end);
      }),
    );
  });
});
