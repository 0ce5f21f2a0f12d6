import { AccountLine } from './account-line.js';
import { DEFAULT_BREAKER } from './circuit-breaker.js';
import type { ConnectorLimits } from './connector.js';
import { ConnectorError } from './connector-error.js';
import { TestTime } from './testing/test-time.js';

const line = (time: TestTime) => new AccountLine({ ...DEFAULT_BREAKER, leastCalls: 2 }, time);
const ANSWERED = { connecting: 'answered', operation: 'answered' } as const;
const FAILED = { connecting: 'answered', operation: 'failed' } as const;
const UNCONNECTED = { connecting: 'failed', operation: 'void' } as const;
const enter = (
  calls: AccountLine,
  limits: ConnectorLimits,
  longestWaitMs: number,
  operation = 'orders.get',
) => calls.enter(operation, limits, longestWaitMs);
const fast = { requestsPerSecond: 1000, concurrency: 10 };

describe('AccountLine', () => {
  it('waits for the rate', async () => {
    const time = new TestTime();
    const calls = line(time);
    for (let call = 0; call < 4; call += 1)
      (await enter(calls, { requestsPerSecond: 20, concurrency: 1 }, 1000)).end(ANSWERED);
    expect(time.elapsedMs()).toBe(150);
  });

  it('refuses a caller that would wait too long for the rate, and says when to come', async () => {
    const calls = line(new TestTime());
    const slow = { requestsPerSecond: 0.1, concurrency: 5 };
    await enter(calls, slow, 0);
    await expect(enter(calls, slow, 9000)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 10_000,
    });
  });

  it('refuses a caller for whom no place becomes free', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1000, concurrency: 1 };
    const passage = await enter(calls, one, 1000);
    const late = enter(calls, one, 1000);
    time.expire();
    await expect(late).rejects.toMatchObject({ code: 'rate_limited' });
    passage.end(ANSWERED);
    await expect(enter(calls, one, 1000)).resolves.toBeDefined();
  });

  it('gives the place back of a caller that the rate refused', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 0.1, concurrency: 1 };
    (await enter(calls, one, 0)).end(ANSWERED);
    await expect(enter(calls, one, 0)).rejects.toMatchObject({ code: 'rate_limited' });
    time.advance(10_000);
    await expect(enter(calls, one, 0)).resolves.toBeDefined();
  });

  it('counts the wait for a place and the wait for the rate together', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1, concurrency: 1 };
    const passage = await enter(calls, one, 0);
    time.advance(400);
    const late = enter(calls, one, 1000);
    time.advance(500);
    calls.hold(600);
    passage.end(ANSWERED);
    await expect(late).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 600 });
  });

  it('holds everybody when the vendor asks for it, for an hour at most', async () => {
    const time = new TestTime();
    const calls = line(time);
    calls.hold(30_000);
    await expect(enter(calls, fast, 10_000)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 30_000,
    });
    calls.hold(86_400_000);
    time.advance(3_599_999);
    await expect(enter(calls, fast, 0)).rejects.toMatchObject({ retryAfterMs: 1 });
    time.advance(1);
    await expect(enter(calls, fast, 0)).resolves.toBeDefined();
  });

  it('refuses at once while the breaker is open, and gives the place back', async () => {
    const time = new TestTime();
    const calls = line(time);
    for (let call = 0; call < 2; call += 1) (await enter(calls, fast, 1000)).end(FAILED);
    const waiting = time.pauses.length;
    await expect(enter(calls, { ...fast, concurrency: 1 }, 1000)).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterMs: expect.any(Number),
    });
    expect(time.pauses).toHaveLength(waiting);
    time.advance(10_000);
    (await enter(calls, { ...fast, concurrency: 1 }, 1000)).end(ANSWERED);
    await expect(enter(calls, { ...fast, concurrency: 1 }, 1000)).resolves.toBeDefined();
  });

  it.each([
    ['unavailable', 'connect ECONNREFUSED 10.0.0.7:443'],
    ['invalid_response', 'answered text/html: Bad Gateway'],
    ['outcome_unknown', '没有回答'],
  ] as const)('refuses with what the last call that failed came to: %s', async (code, message) => {
    const time = new TestTime();
    const calls = line(time);
    (await enter(calls, fast, 1000)).end({
      ...FAILED,
      fault: new ConnectorError('unavailable', 'an earlier one'),
    });
    const late = await enter(calls, fast, 1000);
    (await enter(calls, fast, 1000)).end({ ...FAILED, fault: new ConnectorError(code, message) });
    late.end(ANSWERED);
    await expect(enter(calls, fast, 1000)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`the last with ${code}: ${message}`),
    });
  });

  it('refuses those who were waiting when the breaker opened', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1000, concurrency: 1 };
    (await enter(calls, one, 0)).end(FAILED);
    const running = await enter(calls, one, 1000);
    const waiting = enter(calls, one, 1000);
    running.end(FAILED);
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('stops an operation that fails, and no other', async () => {
    const calls = line(new TestTime());
    for (let call = 0; call < 2; call += 1) (await enter(calls, fast, 1000, 'orders.add')).end(FAILED);
    await expect(enter(calls, fast, 1000, 'orders.add')).rejects.toMatchObject({
      code: 'unavailable',
      message: 'not called: most calls of orders.add failed just now',
    });
    (await enter(calls, fast, 1000)).end(ANSWERED);
  });

  it('stops all of them while no connection comes about, until one does', async () => {
    const time = new TestTime();
    const calls = line(time);
    for (const operation of ['orders.add', 'orders.get'])
      (await enter(calls, fast, 1000, operation)).end(UNCONNECTED);
    for (const operation of ['orders.add', 'orders.list'])
      await expect(enter(calls, fast, 1000, operation)).rejects.toMatchObject({
        message: expect.stringContaining('most connections of this account failed'),
      });
    time.advance(10_000);
    (await enter(calls, fast, 1000, 'orders.list')).end(FAILED);
    await expect(enter(calls, fast, 1000, 'orders.add')).resolves.toBeDefined();
  });

  it('rests longer each time that it is told to call less and not for how long, a minute at most', async () => {
    const time = new TestTime();
    const calls = line(time);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      calls.slowDown(undefined);
      // What was under way beside it.
      calls.slowDown(undefined);
      await enter(calls, fast, 0).catch((error: unknown) =>
        pauses.push((error as ConnectorError).retryAfterMs ?? 0),
      );
      time.advance(60_000);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
    calls.answered();
    calls.slowDown(undefined);
    await expect(enter(calls, fast, 0)).rejects.toMatchObject({ retryAfterMs: 1000 });
    calls.slowDown(30_000);
    await expect(enter(calls, fast, 0)).rejects.toMatchObject({ retryAfterMs: 30_000 });
  });

  it('holds nothing against an account that is another one now, but its rate', async () => {
    const time = new TestTime();
    const calls = line(time);
    const slow = { requestsPerSecond: 1, concurrency: 5 };
    calls.slowDown(3_600_000);
    calls.forget();
    for (let call = 0; call < 2; call += 1) (await enter(calls, slow, 1000)).end(FAILED);
    await expect(enter(calls, slow, 1000)).rejects.toMatchObject({ code: 'unavailable' });
    calls.forget();
    await expect(enter(calls, slow, 999)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 1000 });
  });
});
