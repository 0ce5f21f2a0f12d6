import type { SourcePages } from '#connectors-core/source-pages.js';
import { found, toyAccount, toyHints } from '../../../../test/support/toy-connectors.js';
import { liveStreams } from './live-streams.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const pages = (change: Partial<SourcePages>): SourcePages => ({
  windowTime: 'unknown',
  largestWindowMs: DAY,
  lagMs: MINUTE,
  overlapMs: 5 * MINUTE,
  mostPages: 10,
  pagesShift: true,
  streams: () => ['201', '301'],
  intervalMs: () => MINUTE,
  page: () => Promise.reject(new Error('never')),
  ...change,
});

const active = toyAccount(
  'a',
  toyHints(() => Promise.resolve(found('1'))),
);
const limits = { largestWindowMs: DAY, lagMs: MINUTE, overlapMs: 5 * MINUTE, intervalMs: MINUTE };
const streamsOf = (change: Partial<SourcePages>, bound: readonly string[] = []) =>
  liveStreams({ active, pages: pages(change), limits }, bound);
const namesOf = (...args: Parameters<typeof streamsOf>) => streamsOf(...args).map(({ name }) => name);

describe('the streams of an account', () => {
  it('are what the connector names for its settings and its bound stores, each once', () => {
    expect(namesOf({})).toEqual(['201', '301']);
    const byStore = { streams: (_account: unknown, stores: readonly string[]) => stores };
    expect(namesOf(byStore, ['depId:1', 'x', 'depId:1'])).toEqual(['depId:1', 'x']);
  });

  it('are read once more after each delay, under names of their own', () => {
    const [, second, , , , reread] = streamsOf({ rereadAfterMs: [HOUR, 36 * HOUR, DAY] });
    expect(namesOf({ rereadAfterMs: [HOUR, 36 * HOUR, DAY] })).toEqual([
      ...['201', '301', '201~1h', '301~1h', '201~36h', '301~36h', '201~1d', '301~1d'],
    ]);
    expect(second).toEqual({ name: '301', vendorStream: '301', limits });
    expect(reread).toMatchObject({ vendorStream: '301', limits: { lagMs: MINUTE + 36 * HOUR } });
  });

  it('are read once more in wider windows, never in shorter ones than the first time', () => {
    const rereadAfterMs = [HOUR, 5 * MINUTE, 20 * DAY];
    const intervals = streamsOf({ streams: () => ['all'], rereadAfterMs }).map(
      (one) => one.limits.intervalMs,
    );
    expect(intervals).toEqual([MINUTE, 6 * MINUTE, MINUTE, DAY - 5 * MINUTE]);
  });

  it('keep their own names apart from those of rereads', () => {
    expect(namesOf({ streams: () => ['a', 'a~1h'], rereadAfterMs: [HOUR] })).toEqual([
      'a',
      'a~1h',
      'a~1h~1h',
    ]);
    const ending = new RegExp(REREAD_ENDING);
    const names = namesOf({ streams: () => ['a'], rereadAfterMs: [HOUR, 90_000, 1_500, 2 * DAY] });
    expect(names).toEqual(['a', 'a~1h', 'a~90s', 'a~2s', 'a~2d']);
    expect(names.map((name) => ending.test(name))).toEqual([false, true, true, true, true]);
  });
});
