import { CONNECTOR_ERROR_CODES, ConnectorError, RETRY } from '#connectors-core/connector-error.js';
import { WINDOW_FAULTS, WindowError, windowFailure } from './window-failure.js';

const NOW = new Date('2026-03-05T01:00:00Z');
const time = {
  attempts: 3,
  lastCode: null,
  now: NOW,
  random: () => 0.999,
  slowRetryMs: 3_600_000,
  countsCalls: false,
};
const pauseOf = (error: unknown) => windowFailure(error, time).dueAt.getTime() - NOW.getTime();

describe('a window that could not be read', () => {
  it.each(CONNECTOR_ERROR_CODES)('is tried again after %s', (code) => {
    const longest = RETRY[code].later ? RETRY[code].longestPauseMs : time.slowRetryMs;
    expect(windowFailure(new ConnectorError(code, 'why'), time)).toMatchObject({ code, message: 'why' });
    expect(pauseOf(new ConnectorError(code, 'why'))).toBeLessThanOrEqual(longest);
    if (!RETRY[code].later) expect(pauseOf(new ConnectorError(code, 'why'))).toBe(longest);
  });

  it.each(WINDOW_FAULTS)('is tried again after %s', (fault) => {
    expect(windowFailure(new WindowError(fault, 'why'), time).code).toBe(fault);
    expect(pauseOf(new WindowError(fault, 'why'))).toBeGreaterThan(0);
  });

  it('is read slowly where reading again alone cures nothing', () => {
    expect(pauseOf(new WindowError('too_many_pages', 'x'))).toBe(3_600_000);
  });

  it.each(['not_whole', 'too_many_pages', 'window_too_large'] as const)(
    'is read ever more slowly, up to once a day, while it goes on with %s',
    (fault) => {
      const hoursOf = (attempts: number, lastCode: string | null) => {
        const failure = windowFailure(new WindowError(fault, 'x'), { ...time, attempts, lastCode });
        return (failure.dueAt.getTime() - NOW.getTime()) / 3_600_000;
      };
      expect([1, 2, 3, 4, 5, 6, 700].map((attempts) => hoursOf(attempts, fault))).toEqual([
        ...[1, 2, 4, 8, 16],
        ...[24, 24],
      ]);
      expect(hoursOf(9, 'unavailable')).toBe(1);
    },
  );

  it('of a stream that is gone is looked at every hour', () => {
    const again = { ...time, attempts: 9, lastCode: 'stream_gone' };
    const { dueAt } = windowFailure(new WindowError('stream_gone', 'x'), again);
    expect(dueAt.getTime() - NOW.getTime()).toBe(3_600_000);
  });

  it('waits as long as the vendor asks', () => {
    const error = new ConnectorError('rate_limited', 'slower', { retryAfterMs: 20_000 });
    expect(windowFailure(error, { ...time, random: () => 0 }).dueAt).toEqual(
      new Date(NOW.getTime() + 20_000),
    );
  });

  it('is tried every minute while the vendor is away, or more seldom in the end where calls are counted', () => {
    const away = new ConnectorError('unavailable', 'gone');
    const pauses = (countsCalls: boolean) =>
      [1, 5, 10, 11, 40].map((attempts) => {
        const { dueAt } = windowFailure(away, { ...time, attempts, countsCalls });
        return Math.round((dueAt.getTime() - NOW.getTime()) / 1_000);
      });
    expect(pauses(false)).toEqual([5, 60, 60, 60, 60]);
    expect(pauses(true)).toEqual([5, 60, 60, 300, 300]);
    const wish = new ConnectorError('unavailable', 'gone', { retryAfterMs: 120_000 });
    expect(windowFailure(wish, { ...time, random: () => 0 }).dueAt.getTime() - NOW.getTime()).toBe(120_000);
  });

  it('says what went wrong in few words, a fault of ours too', () => {
    expect(windowFailure(new WindowError('not_whole', 'y'.repeat(5_000)), time).message).toHaveLength(1_000);
    expect(windowFailure(new TypeError('13800000000'), time)).toMatchObject({
      code: 'internal',
      message: 'unexpected fault: TypeError',
    });
  });
});
