import { toInstant } from './local-instant.js';

describe('what a clock says, as an instant', () => {
  it.each([
    ['2026-01-31T08:00', 'Asia/Shanghai', '2026-01-31T00:00:00.000Z'],
    ['2026-01-01T00:30', 'America/New_York', '2026-01-01T05:30:00.000Z'],
    ['2026-07-01T00:30', 'America/New_York', '2026-07-01T04:30:00.000Z'],
    ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
  ])('%s in %s is %s', (clock, zone, instant) => {
    expect(toInstant(clock, zone)).toBe(instant);
  });

  it('is left to the hub to refuse where it is none', () => {
    expect(toInstant('tomorrow', 'Asia/Shanghai')).toBe('tomorrow');
  });
});
