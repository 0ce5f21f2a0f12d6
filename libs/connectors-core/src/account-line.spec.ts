import { AccountLine } from './account-line.js';
import { DEFAULT_BREAKER } from './circuit-breaker.js';
import { ConnectorError } from './connector-error.js';
import { TestTime } from './testing/test-time.js';

const line = (time: TestTime) => new AccountLine({ ...DEFAULT_BREAKER, leastCalls: 2 }, time);
const fast = { requestsPerSecond: 1000, concurrency: 10 };

describe('AccountLine', () => {
  it('waits for the rate', async () => {
    const time = new TestTime();
    const calls = line(time);
    for (let call = 0; call < 4; call += 1)
      (await calls.enter({ requestsPerSecond: 20, concurrency: 1 }, 1000)).end('answered');
    expect(time.elapsedMs()).toBe(150);
  });

  it('refuses a caller that would wait too long for the rate, and says when to come', async () => {
    const calls = line(new TestTime());
    const slow = { requestsPerSecond: 0.1, concurrency: 5 };
    await calls.enter(slow, 0);
    await expect(calls.enter(slow, 9000)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 10_000,
    });
  });

  it('refuses a caller for whom no place becomes free', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1000, concurrency: 1 };
    const passage = await calls.enter(one, 1000);
    const late = calls.enter(one, 1000);
    time.expire();
    await expect(late).rejects.toMatchObject({ code: 'rate_limited' });
    passage.end('answered');
    await expect(calls.enter(one, 1000)).resolves.toBeDefined();
  });

  it('gives the place back of a caller that the rate refused', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 0.1, concurrency: 1 };
    (await calls.enter(one, 0)).end('answered');
    await expect(calls.enter(one, 0)).rejects.toMatchObject({ code: 'rate_limited' });
    time.advance(10_000);
    await expect(calls.enter(one, 0)).resolves.toBeDefined();
  });

  it('counts the wait for a place and the wait for the rate together', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1, concurrency: 1 };
    const passage = await calls.enter(one, 0);
    time.advance(400);
    const late = calls.enter(one, 1000);
    time.advance(500);
    calls.hold(600);
    passage.end('answered');
    await expect(late).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 600 });
  });

  it('holds everybody when the vendor asks for it, for a minute at most', async () => {
    const time = new TestTime();
    const calls = line(time);
    calls.hold(30_000);
    await expect(calls.enter(fast, 10_000)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 30_000,
    });
    calls.hold(86_400_000);
    time.advance(60_000);
    await expect(calls.enter(fast, 0)).resolves.toBeDefined();
  });

  it('refuses at once while the breaker is open, and gives the place back', async () => {
    const time = new TestTime();
    const calls = line(time);
    for (let call = 0; call < 2; call += 1) (await calls.enter(fast, 1000)).end('failed');
    const waiting = time.pauses.length;
    await expect(calls.enter({ ...fast, concurrency: 1 }, 1000)).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterMs: expect.any(Number),
    });
    expect(time.pauses).toHaveLength(waiting);
    time.advance(10_000);
    (await calls.enter({ ...fast, concurrency: 1 }, 1000)).end('answered');
    await expect(calls.enter({ ...fast, concurrency: 1 }, 1000)).resolves.toBeDefined();
  });

  it.each([
    ['unavailable', 'connect ECONNREFUSED 10.0.0.7:443'],
    ['invalid_response', 'answered text/html: Bad Gateway'],
    ['outcome_unknown', '没有回答'],
  ] as const)('refuses with what the last call that failed came to: %s', async (code, message) => {
    const time = new TestTime();
    const calls = line(time);
    (await calls.enter(fast, 1000)).end('failed', new ConnectorError('unavailable', 'an earlier one'));
    const late = await calls.enter(fast, 1000);
    (await calls.enter(fast, 1000)).end('failed', new ConnectorError(code, message));
    late.end('answered');
    await expect(calls.enter(fast, 1000)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`the last with ${code}: ${message}`),
    });
  });

  it('refuses those who were waiting when the breaker opened', async () => {
    const time = new TestTime();
    const calls = line(time);
    const one = { requestsPerSecond: 1000, concurrency: 1 };
    (await calls.enter(one, 0)).end('failed');
    const running = await calls.enter(one, 1000);
    const waiting = calls.enter(one, 1000);
    running.end('failed');
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
  });
});
