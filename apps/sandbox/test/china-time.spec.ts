import fc from 'fast-check';
import {
  chinaCompact,
  chinaIso,
  chinaText,
  HOUR_MS,
  hourStart,
  parseChinaCompact,
  parseChinaText,
} from '../src/china-time.js';

/** Whole seconds from 2000 to 2100. */
const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_800 }).map((at) => at * 1_000);
const ZONED = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

describe('China time', () => {
  it('is what the zone database says, and reads back', () => {
    fc.assert(
      fc.property(seconds, (at) => {
        expect(chinaText(at)).toBe(ZONED.format(at));
        expect(parseChinaText(chinaText(at))).toBe(at);
        expect(parseChinaCompact(chinaCompact(at))).toBe(at);
        expect(Date.parse(chinaIso(at))).toBe(at);
      }),
    );
  });

  it('has hours that begin at :00:00 and hold their instants', () => {
    fc.assert(
      fc.property(seconds, (at) => {
        const start = hourStart(at);
        expect(chinaText(start)).toBe(`${chinaText(at).slice(0, 13)}:00:00`);
        expect(at - start).toBeLessThan(HOUR_MS);
      }),
    );
  });

  it.each([
    '2024-02-30 00:00:00',
    '2023-02-29 00:00:00',
    '2024-01-01 24:00:00',
    '2024-01-01 00:60:00',
    '2024-13-01 00:00:00',
    '2024-1-01 00:00:00',
    '2024-01-01T00:00:00',
    ' 2024-01-01 00:00:00',
    '',
  ])('does not read "%s"', (text) => {
    expect(parseChinaText(text)).toBeNull();
  });

  it.each([
    '20240230000000',
    '20240101240000',
    '2024010100000',
    '202401010000000',
    '2024-01-01 00:00:00',
    '',
  ])('does not read "%s" as a compact timestamp', (text) => {
    expect(parseChinaCompact(text)).toBeNull();
  });
});
