import fc from 'fast-check';
import { quietUntil } from './quiet-hours.js';

const SHANGHAI = 'Asia/Shanghai';
const NIGHT = { from: '22:00', to: '08:00', timeZone: SHANGHAI };

describe('quiet hours', () => {
  it.each([
    ['2026-03-05T21:59:59+08:00', null],
    ['2026-03-05T22:00:00+08:00', '2026-03-06T08:00:00+08:00'],
    ['2026-03-06T07:59:59+08:00', '2026-03-06T08:00:00+08:00'],
    ['2026-03-06T08:00:00+08:00', null],
    ['2026-12-31T23:00:00+08:00', '2027-01-01T08:00:00+08:00'],
  ])('across midnight at %s end %s', (now, until) => {
    expect(quietUntil(NIGHT, new Date(now))).toEqual(until === null ? null : new Date(until));
  });

  it('within a day are those of that day', () => {
    const noon = { from: '12:00', to: '13:30', timeZone: SHANGHAI };
    expect(quietUntil(noon, new Date('2026-03-05T12:30:00+08:00'))).toEqual(
      new Date('2026-03-05T13:30:00+08:00'),
    );
    expect(quietUntil(noon, new Date('2026-03-05T11:59:00+08:00'))).toBeNull();
  });

  it('end, wherever clocks go forward or back', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const zone = fc.constantFrom(SHANGHAI, 'America/New_York', 'Europe/London', 'Australia/Lord_Howe');
    const instant = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2026-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(time, time, zone, instant, (from, to, timeZone, now) => {
        fc.pre(from !== to);
        const until = quietUntil({ from, to, timeZone }, now);
        if (until === null) return;
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil({ from, to, timeZone }, until)).toBeNull();
      }),
    );
  });
});
