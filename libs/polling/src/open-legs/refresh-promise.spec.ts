import type { Source } from '#connectors-core/connector.js';
import type { SourcePages } from '#connectors-core/source-pages.js';
import { DEFAULT_REFRESH_SCHEDULE } from '../polling-settings.js';
import { refreshPromise } from './refresh-promise.js';

const MINUTE_MS = 60_000;
const after = (minutes: number): Date => new Date(Date.UTC(2026, 10, 21) + minutes * MINUTE_MS);
const CREATED = after(0);
const HOUR = 60;
const DAY = 24 * HOUR;

const fetch: Source['fetch'] = () => Promise.reject(new Error('not called'));
const pages = (change: Partial<SourcePages>): SourcePages => ({
  windowTime: 'created',
  largestWindowMs: DAY * MINUTE_MS,
  lagMs: MINUTE_MS,
  overlapMs: 0,
  mostPages: 1,
  pagesShift: false,
  streams: () => ['orders'],
  intervalMs: () => null,
  page: () => Promise.reject(new Error('not called')),
  ...change,
});

describe('refreshPromise', () => {
  /** @param pauseMinutes between two listings of a stream */
  const promisedBy = (source: Source | undefined, confirmedAt: Date, pauseMinutes = 1) => {
    const { pages: listed } = source ?? {};
    const limits = listed && { ...listed, intervalMs: pauseMinutes * MINUTE_MS };
    return refreshPromise(source, limits, DEFAULT_REFRESH_SCHEDULE)?.({ createdAt: CREATED, confirmedAt });
  };

  it.each([
    [0, 1],
    [1, 5],
    [20, HOUR],
    [90, 2 * HOUR],
    [3 * DAY, 4 * DAY],
  ])('of what is fetched: confirmed after %d minutes, the step after %d', (confirmed, step) => {
    expect(promisedBy({ fetch }, after(confirmed))).toEqual(after(step));
    const changes = pages({ windowTime: 'changed' });
    expect(promisedBy({ fetch, pages: changes }, after(confirmed))).toEqual(after(step));
  });

  it('of what is listed: the look after the one that is due, four hours later each', () => {
    const source = { fetch, pages: pages({}) };
    expect(promisedBy(source, after(10))).toEqual(after(10 + 8 * HOUR));
    expect(promisedBy(source, after(3 * DAY))).toEqual(after(4 * DAY + 4 * HOUR));
  });

  it('of what only a receipt told of: at once, or the first look', () => {
    expect(promisedBy({ fetch }, new Date(0))).toEqual(CREATED);
    expect(promisedBy({ fetch, pages: pages({}) }, new Date(0))).toEqual(after(8 * HOUR));
  });

  it('of what is only read once more: the next such reading, until the last', () => {
    const source = { pages: pages({ rereadAfterMs: [6 * HOUR * MINUTE_MS, DAY * MINUTE_MS] }) };
    expect(promisedBy(source, after(1))).toEqual(after(6.6 * HOUR + 1));
    expect(promisedBy(source, after(6 * HOUR))).toEqual(after(1.1 * DAY + 1));
    expect(promisedBy(source, after(DAY))).toBeNull();
    expect(promisedBy(source, after(1), HOUR)).toEqual(after(7 * HOUR + 1));
  });

  it('promises nothing after 30 days, nor where nobody looks again', () => {
    expect(promisedBy({ fetch }, after(30 * DAY))).toBeNull();
    expect(promisedBy(undefined, after(1))).toBeUndefined();
    expect(promisedBy({ pages: pages({}) }, after(1))).toBeUndefined();
  });
});
