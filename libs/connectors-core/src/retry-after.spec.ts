import fc from 'fast-check';
import { retryAfterMs } from './retry-after.js';

const now = new Date('2024-01-05T01:30:00Z');
const at = (ms: number) => new Date(now.getTime() + ms).toUTCString();

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': '30.0' }, 30_000],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': '0.0001' }, 1],
    [{ 'retry-after': '3599' }, 3_599_000],
    [{ 'retry-after': '99999999999' }, 3_600_000],
    [{ 'retry-after': at(30_000) }, 30_000],
    [{ 'retry-after': at(-30_000) }, 0],
    [{ 'retry-after': at(90_000), date: at(60_000) }, 30_000],
    [{ 'retry-after': at(3_500_000) }, 3_500_000],
    [{ 'retry-after': at(86_400_000) }, 3_600_000],
    [{ 'retry-after': at(30_000), date: '1.5' }, 30_000],
    [{ 'retry-after': new Date(now.getTime() + 30_000).toISOString() }, undefined],
    [{ 'retry-after': 'Friday, 05-Jan-24 02:30:00 GMT' }, undefined],
    [{ 'retry-after': '5 January 2030' }, undefined],
    [{ 'retry-after': '-1.5' }, undefined],
    [{ 'retry-after': '.5' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('%j is %s', (headers, ms) => {
    expect(retryAfterMs(headers as Record<string, string>, now)).toBe(ms);
  });

  it('of any header is none, or between nothing and an hour', () => {
    const wish = fc.oneof(fc.string(), fc.double().map(String), fc.date({ noInvalidDate: true }).map(String));
    fc.assert(
      fc.property(wish, fc.string(), (header, date) => {
        const ms = retryAfterMs({ 'retry-after': header, date }, now) ?? 0;
        expect(ms >= 0 && ms <= 3_600_000).toBe(true);
      }),
    );
  });

  it('of a decimal number is that number of seconds, never less', () => {
    fc.assert(
      fc.property(fc.nat(3_599), fc.nat(999), (seconds, part) => {
        const header = `${String(seconds)}.${String(part).padStart(3, '0')}`;
        const ms = retryAfterMs({ 'retry-after': header }, now) ?? 0;
        expect(ms - (seconds * 1000 + part)).toBeGreaterThanOrEqual(0);
        expect(ms - (seconds * 1000 + part)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
