import fc from 'fast-check';
import { EARLIEST_MS, instantAt, LATEST_MS, readInstant } from './instant.js';

const AT = new Date('2024-01-05T01:29:55Z');
const at = (text: string): { at: Date } => ({ at: new Date(text) });
const faultOf = (value: number | string): string => {
  const read = readInstant(value);
  return 'fault' in read ? read.fault.message : '';
};

describe('an instant', () => {
  it.each([
    AT.getTime(),
    '2024-01-05T01:29:55Z',
    '2024-01-05t01:29:55z',
    '2024-01-05 01:29:55Z',
    '2024-01-05T09:29:55+08:00',
    '2024-01-05T09:29:55+0800',
    '2024-01-05 09:29:55+08',
    '2024-01-05T09:29:55.000000000+08:00',
    '2024-01-04T22:59:55-02:30',
    ' 2024-01-05T09:29:55 +08:00 ',
  ])('is read from %p', (value) => {
    expect(readInstant(value)).toEqual({ at: AT });
  });

  it('may leave its seconds out, and has parts of a millisecond cut off', () => {
    expect(readInstant('2024-01-05T09:29+08:00')).toEqual(at('2024-01-05T01:29:00Z'));
    expect(readInstant('2024-01-05T09:29:55.1239+0800')).toEqual(at('2024-01-05T01:29:55.123Z'));
    expect(readInstant('2024-01-05T09:29:55.5Z')).toEqual(at('2024-01-05T09:29:55.500Z'));
  });

  it.each([
    '1999-12-31T23:59:59Z',
    '9999-12-31T23:59:59Z',
    '2000-01-01T00:00:00+08:00',
    '2100-01-01T00:00:00.001Z',
    '0001-01-01T00:00:00Z',
    -1,
    0,
    EARLIEST_MS - 1_000_000_000_000,
    LATEST_MS + 1,
    253_402_300_799_000,
  ])('of other years is refused, in either form: %p', (value) => {
    expect(faultOf(value)).toBe('must be of the years 2000 to 2100');
  });

  it('reaches from the first instant of 2000 to that of 2100, in either form', () => {
    for (const ms of [EARLIEST_MS, LATEST_MS]) {
      expect(readInstant(ms)).toEqual({ at: new Date(ms) });
      expect(readInstant(new Date(ms).toISOString())).toEqual({ at: new Date(ms) });
    }
    expect([instantAt(EARLIEST_MS - 1), instantAt(LATEST_MS + 1), instantAt(NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    [1_704_418_195, /is in seconds; it must be in milliseconds/],
    [1_704_418_195_000_000, /is in microseconds; it must be in milliseconds/],
    [1_704_418_195_000.5, /whole milliseconds/],
    ['2024-01-05T09:29:55', /offset/],
    ['2024-01-05 09:29', /offset/],
    ['2024-01-05', /offset/],
    ['2024-02-30T09:29:55Z', /no such date or time/],
    ['2023-02-29T09:29:55Z', /no such date or time/],
    ['2024-00-10T09:29:55Z', /no such date or time/],
    ['2024-01-05T24:00:00Z', /no such date or time/],
    ['2024-01-05T09:29:60Z', /no such date or time/],
    ['2024-01-05T09:29:55+15:00', /no such date or time/],
    ['2024-01-05T09:29:55+08:61', /no such date or time/],
    ['1704418195000', /epoch milliseconds, or text/],
    ['05.01.2024 09:29', /epoch milliseconds, or text/],
    ['2024-01-05T09:29:55 CST', /epoch milliseconds, or text/],
    ['', /epoch milliseconds, or text/],
  ])('refuses %p and says why', (value, sentence) => {
    expect(faultOf(value)).toMatch(sentence);
  });

  it('is the same however it is written', () => {
    const zone = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(fc.integer({ min: EARLIEST_MS, max: LATEST_MS }), zone, (ms, ahead) => {
        const local = new Date(ms + ahead * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
        const two = (part: number): string => String(part).padStart(2, '0');
        const offset = `${ahead < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
        expect(readInstant(`${local}${offset}`)).toEqual({ at: new Date(ms) });
        expect(readInstant(`${local}${offset.replace(':', '')}`)).toEqual({ at: new Date(ms) });
        expect(readInstant(ms)).toEqual({ at: new Date(ms) });
      }),
    );
  });
});
