import { retryAfterMs } from './retry-after.js';

const now = new Date('2024-01-05T01:30:00Z');
const at = (ms: number) => new Date(now.getTime() + ms).toUTCString();

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': ' 0 ' }, 0],
    [{ 'retry-after': '999999' }, 900_000],
    [{ 'retry-after': at(30_000) }, 30_000],
    [{ 'retry-after': at(-30_000) }, 0],
    [{ 'retry-after': at(90_000), date: at(60_000) }, 30_000],
    [{ 'retry-after': at(86_400_000) }, 900_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('%j is %s', (headers, ms) => {
    expect(retryAfterMs(headers as Record<string, string>, now)).toBe(ms);
  });
});
