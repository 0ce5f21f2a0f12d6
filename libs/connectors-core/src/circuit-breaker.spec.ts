import fc from 'fast-check';
import type { Outcome } from './circuit-breaker.js';
import { CircuitBreaker, DEFAULT_BREAKER } from './circuit-breaker.js';

const { openMs, windowMs } = DEFAULT_BREAKER;

function run(breaker: CircuitBreaker, outcomes: readonly Outcome[], now: number): boolean[] {
  return outcomes.map((outcome) => {
    const permit = breaker.enter(now);
    permit?.end(outcome, now);
    return permit !== null;
  });
}
const times = (count: number, outcome: Outcome): Outcome[] => Array.from({ length: count }, () => outcome);

const opened = (): CircuitBreaker => {
  const breaker = new CircuitBreaker();
  run(breaker, times(20, 'failed'), 0);
  return breaker;
};

describe('CircuitBreaker', () => {
  it('opens when half of at least twenty calls failed, and not before', () => {
    const breaker = new CircuitBreaker();
    run(breaker, [...times(10, 'answered'), ...times(9, 'failed')], 0);
    expect(breaker.refusal(0)).toBeNull();
    run(breaker, ['failed'], 0);
    expect(breaker.refusal(0)).toBe(openMs);
    expect(breaker.enter(0)).toBeNull();
  });

  it('does not mind fewer failures than half, nor old ones, nor calls that say nothing', () => {
    const breaker = new CircuitBreaker();
    run(breaker, [...times(21, 'answered'), ...times(20, 'failed')], 0);
    expect(breaker.refusal(0)).toBeNull();
    const later = new CircuitBreaker();
    run(later, times(19, 'failed'), 0);
    run(later, times(19, 'failed'), windowMs + windowMs / 10);
    expect(later.refusal(windowMs + windowMs / 10)).toBeNull();
    const silent = new CircuitBreaker();
    run(silent, times(100, 'void'), 0);
    expect(silent.refusal(0)).toBeNull();
  });

  it('lets one probe through after ten seconds, and nobody beside it', () => {
    const breaker = opened();
    expect(breaker.refusal(openMs - 1)).toBe(1);
    const probe = breaker.enter(openMs);
    expect(probe).not.toBeNull();
    expect(breaker.enter(openMs)).toBeNull();
    expect(breaker.refusal(openMs)).toBeGreaterThan(0);
    probe?.end('answered', openMs);
    expect(run(breaker, times(19, 'failed'), openMs)).not.toContain(false);
    expect(breaker.refusal(openMs)).toBeNull();
  });

  it('opens again when the probe fails, and tries anew when it said nothing', () => {
    const breaker = opened();
    breaker.enter(openMs)?.end('failed', openMs + 5);
    expect(breaker.refusal(openMs + 5)).toBe(openMs);
    const at = openMs * 2 + 5;
    breaker.enter(at)?.end('void', at);
    expect(breaker.enter(at)).not.toBeNull();
  });

  it('is not moved by the late end of a call from before it opened', () => {
    const breaker = new CircuitBreaker();
    const late = breaker.enter(0);
    run(breaker, times(20, 'failed'), 0);
    const probe = breaker.enter(openMs);
    late?.end('answered', openMs);
    expect(breaker.enter(openMs)).toBeNull();
    probe?.end('failed', openMs);
    probe?.end('answered', openMs);
    expect(breaker.refusal(openMs)).toBe(openMs);
  });

  it('counts each call once, and none from before it opened', () => {
    const twice = new CircuitBreaker();
    for (const permit of Array.from({ length: 19 }, () => twice.enter(0))) {
      permit?.end('failed', 0);
      permit?.end('failed', 0);
    }
    expect(twice.refusal(0)).toBeNull();
    const breaker = new CircuitBreaker();
    const late = Array.from({ length: 20 }, () => breaker.enter(0));
    run(breaker, times(20, 'failed'), 0);
    breaker.enter(openMs)?.end('answered', openMs);
    for (const permit of late) permit?.end('failed', openMs);
    expect(breaker.refusal(openMs)).toBeNull();
  });

  it('never refuses for longer than it may be open, whatever happens', () => {
    const event = fc.record({
      gap: fc.nat({ max: 4000 }),
      outcome: fc.constantFrom<Outcome>('answered', 'failed', 'failed', 'void'),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), (events) => {
        const breaker = new CircuitBreaker({ ...DEFAULT_BREAKER, leastCalls: 4 });
        let now = 0;
        for (const { gap, outcome } of events) {
          now += gap;
          expect(breaker.refusal(now) ?? 0).toBeLessThanOrEqual(openMs);
          breaker.enter(now)?.end(outcome, now);
        }
        expect(breaker.refusal(now + openMs)).toBeNull();
      }),
    );
  });
});
