import { callBudget, windowsIn } from './call-budget.js';
import { planWindows, type WindowLimits } from '../windows/window-plan.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const limits = (change: Partial<WindowLimits> = {}): WindowLimits => ({
  largestWindowMs: HOUR,
  lagMs: 5 * MINUTE,
  overlapMs: 2 * MINUTE,
  intervalMs: 58 * MINUTE,
  ...change,
});

const period = { start: new Date('2026-03-05T00:00:00Z'), end: new Date('2026-03-06T00:00:00Z') };

describe('a budget of calls', () => {
  it('needs a call for each window of each stream', () => {
    const ten = Array.from({ length: 10 }, () => limits());
    const calls = { limit: 300, period, dispatches: false };
    expect(callBudget(ten, calls)).toEqual({ callsNeeded: 249, callsAllowed: 300 });
    expect(callBudget(ten.slice(1), calls).callsNeeded).toBe(224);
    expect(callBudget([], calls).callsNeeded).toBe(0);
  });

  it('leaves what is kept for dispatch', () => {
    expect(callBudget([limits()], { limit: 300, period, dispatches: true }).callsAllowed).toBe(240);
  });

  it.each([
    ['shorter than the largest', limits()],
    ['as long as the largest, and so cut by the overlap', limits({ intervalMs: HOUR })],
    ['longer than the largest', limits({ intervalMs: 150 * MINUTE })],
    ['nothing', limits({ intervalMs: 0, overlapMs: 0, largestWindowMs: 500 })],
  ])('counts the windows that are planned when the pause is %s', (_what, some) => {
    const span = some.intervalMs === 0 ? 10 * MINUTE : 30 * DAY;
    const tick = some.intervalMs === 0 ? 1_000 : 5_000;
    let plannedTo = 0;
    let planned = 0;
    for (let now = 0; now <= span; now += tick) {
      const windows = planWindows({ startsAt: 0, plannedTo }, now, some);
      plannedTo = windows.at(-1)?.to ?? plannedTo;
      planned += windows.length;
    }
    // Planning comes by a tick, and so never sooner than that.
    const expected = windowsIn(span, some);
    expect(planned).toBeLessThanOrEqual(expected);
    expect(planned).toBeGreaterThan(0.99 * expected - 1);
  });
});
