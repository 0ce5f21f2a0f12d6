import fc from 'fast-check';
import {
  cutBackfill,
  firstStart,
  halvesOf,
  planTarget,
  planWindows,
  SMALLEST_HALF_MS,
  type Stretch,
  usableOverlap,
  type WindowLimits,
} from './window-plan.js';

// A global is looked up slowly in a test, and a million times.
const { ceil, floor, imul, max, min } = Math;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LIMITS: WindowLimits = {
  largestWindowMs: HOUR,
  lagMs: 3 * MINUTE,
  overlapMs: MINUTE,
  intervalMs: 5 * MINUTE,
};

describe('the end of a plan', () => {
  it('is the lag behind the earlier clock, in whole seconds', () => {
    expect(planTarget(100_900, undefined, 10_000)).toBe(90_000);
    expect(planTarget(100_900, -20_500, 10_000)).toBe(70_000);
    expect(planTarget(100_900, 20_500, 10_000)).toBe(90_000);
  });

  it('of a stream that is seen for the first time lies one overlap after its beginning', () => {
    expect(firstStart(10 * HOUR, LIMITS)).toBe(10 * HOUR - MINUTE);
  });
});

describe('planning windows', () => {
  const planned = { startsAt: 0, plannedTo: 10 * HOUR };

  it('waits until an interval has passed, and plans nothing when the clock went back', () => {
    expect(planWindows(planned, planned.plannedTo + 5 * MINUTE - SECOND, LIMITS)).toEqual([]);
    expect(planWindows(planned, planned.plannedTo, LIMITS)).toEqual([]);
    expect(planWindows(planned, planned.plannedTo - DAY, LIMITS)).toEqual([]);
  });

  it('reaches back into the window before', () => {
    const target = planned.plannedTo + 6 * MINUTE;
    expect(planWindows(planned, target, LIMITS)).toEqual([{ from: planned.plannedTo - MINUTE, to: target }]);
  });

  it('does not reach back beyond where the stream starts', () => {
    const first = { startsAt: 10 * HOUR, plannedTo: 10 * HOUR };
    const target = 10 * HOUR + 5 * MINUTE;
    expect(planWindows(first, target, LIMITS)).toEqual([{ from: 10 * HOUR, to: target }]);
  });

  it('gives the newest interval a window of its own after an outage', () => {
    const target = planned.plannedTo + 2 * HOUR;
    const windows = planWindows(planned, target, LIMITS);
    expect(windows.at(-1)).toEqual({ from: target - 6 * MINUTE, to: target });
    expect(windows).toHaveLength(3);
  });

  it('does not add a short window to one of the largest size, and makes up for it with the next', () => {
    const limits = { ...LIMITS, intervalMs: HOUR - MINUTE };
    const step = HOUR - MINUTE;
    const first = planWindows(planned, planned.plannedTo + step + 5 * SECOND, limits);
    expect(first).toEqual([{ from: planned.plannedTo - MINUTE, to: planned.plannedTo + step }]);
    const next = { startsAt: 0, plannedTo: planned.plannedTo + step };
    expect(planWindows(next, next.plannedTo + step - SECOND, limits)).toEqual([]);
    const wide = planWindows(planned, planned.plannedTo + 150 * MINUTE, { ...LIMITS, intervalMs: 2 * HOUR });
    expect(wide.map(({ to }) => to - planned.plannedTo)).toEqual([step, 2 * step]);
  });

  it('cuts back an overlap that would leave a window no way on', () => {
    const limits = { ...LIMITS, overlapMs: 2 * HOUR };
    expect(usableOverlap(limits)).toBe(30 * MINUTE);
    expect(planWindows(planned, planned.plannedTo + DAY, limits)).toHaveLength(49);
  });

  it('holds in a million random cases: no gap, none too large, none too late', () => {
    const faults = new Simulation(20_261_121).run(1_000_000);
    expect(faults).toEqual([]);
  });
});

describe('cutting a backfill', () => {
  it('lies end to end', () => {
    expect(cutBackfill({ from: 0, to: 150 * MINUTE }, HOUR)).toEqual([
      { from: 0, to: HOUR },
      { from: HOUR, to: 2 * HOUR },
      { from: 2 * HOUR, to: 150 * MINUTE },
    ]);
    expect(cutBackfill({ from: 0, to: HOUR }, HOUR)).toEqual([{ from: 0, to: HOUR }]);
  });
});

/** A stream under clocks that stand, run, jump and go back, with a vendor whose limits are any. */
class Simulation {
  private readonly faults: string[] = [];
  private limits = LIMITS;
  private now = 0;
  private startsAt = 0;
  private plannedTo = 0;
  private steps = 0;

  constructor(private seed: number) {}

  /** @returns what was wrong, the first ten of it */
  run(cases: number): string[] {
    for (this.steps = 0; this.steps < cases && this.faults.length < 10; this.steps += 1) {
      if (this.steps % 20 === 0) this.beginStream();
      this.passTime();
      this.plan();
    }
    return this.faults;
  }

  /** mulberry32: quick, and the same in every run. */
  private random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let mixed = imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  private upTo(most: number): number {
    return floor(this.random() * (most + 1));
  }

  private beginStream(): void {
    const largestWindowMs = SECOND * (1 + this.upTo([10, 3_600, 86_400][this.upTo(2)] ?? 10));
    this.limits = {
      largestWindowMs,
      lagMs: this.upTo(15 * MINUTE),
      overlapMs: this.random() < 0.2 ? 0 : SECOND * this.upTo((largestWindowMs * 1.2) / SECOND),
      intervalMs:
        this.random() < 0.1 ? 0 : this.upTo(this.random() < 0.1 ? 3 * largestWindowMs : largestWindowMs),
    };
    this.now = 1_790_000_000_000 + this.upTo(10 * DAY);
    this.startsAt = firstStart(this.target(0), this.limits);
    this.plannedTo = this.startsAt;
  }

  private passTime(): void {
    const { intervalMs, largestWindowMs } = this.limits;
    const kind = this.random();
    if (kind < 0.1) this.now -= this.upTo(2 * DAY);
    else if (kind < 0.16) this.now += this.upTo(6 * largestWindowMs + 3 * intervalMs);
    else if (kind < 0.9) this.now += this.upTo(2 * intervalMs + 2 * SECOND);
  }

  private target(offset: number | undefined): number {
    return planTarget(this.now, offset, this.limits.lagMs);
  }

  private plan(): void {
    const most = min(5 * MINUTE, 4 * this.limits.largestWindowMs);
    const offset = this.random() < 0.3 ? undefined : this.upTo(2 * most) - most;
    const target = this.target(offset);
    const { startsAt, plannedTo } = this;
    const windows = planWindows({ startsAt, plannedTo }, target, this.limits);
    const latest = min(this.now, this.now + (offset ?? 0)) - this.limits.lagMs;
    this.check(windows, target, latest);
    this.plannedTo = windows.at(-1)?.to ?? plannedTo;
  }

  private check(windows: readonly Stretch[], target: number, latest: number): void {
    const { largestWindowMs, intervalMs } = this.limits;
    const overlap = usableOverlap(this.limits);
    const length = target - this.plannedTo;
    const interval = max(SECOND, ceil(intervalMs / SECOND) * SECOND);
    const isDue = length >= interval;
    if (isDue === (windows.length === 0)) this.fault('due, or not', windows);
    let end = this.plannedTo;
    for (const { from, to } of windows) {
      if (from !== max(this.startsAt, end - overlap) || from > end) this.fault('a gap', windows);
      if (to <= end || to <= from) this.fault('no way on', windows);
      if (to - from > largestWindowMs) this.fault('too large', windows);
      if (to > latest || to % SECOND !== 0) this.fault('too late', windows);
      end = to;
    }
    const newest = windows.at(-1);
    const isOutage = length >= 2 * interval;
    const left = isOutage ? 0 : min(interval, max(SECOND, largestWindowMs - overlap)) - SECOND;
    if (isDue && target - end > left) this.fault('not to the end', windows);
    if (newest && isOutage && newest.to - newest.from > interval + overlap)
      this.fault('newest too large', windows);
  }

  private fault(what: string, windows: readonly Stretch[]): void {
    const { limits, now, startsAt, plannedTo, steps } = this;
    this.faults.push(JSON.stringify({ what, limits, now, startsAt, plannedTo, steps, windows }));
  }
}

describe('halving a window', () => {
  it('gives two that meet in the middle, the later one reaching back a little', () => {
    expect(halvesOf({ from: 0, to: 2 * HOUR }, 0)).toEqual([
      { from: 0, to: HOUR },
      { from: HOUR, to: 2 * HOUR },
    ]);
    const back = (overlapMs: number) =>
      HOUR - (halvesOf({ from: 0, to: 2 * HOUR }, overlapMs)?.[1].from ?? 0);
    expect([back(0), back(3 * SECOND), back(5 * MINUTE)]).toEqual([0, 3 * SECOND, 10 * SECOND]);
  });

  it('ends before a half would be shorter than a minute', () => {
    expect(halvesOf({ from: 0, to: 2 * MINUTE }, 0)).toHaveLength(2);
    expect(halvesOf({ from: 0, to: 2 * MINUTE - SECOND }, 0)).toBeUndefined();
  });

  it('again and again ends, covers what was covered, and reads little of it twice', () => {
    const lengths = fc.integer({ min: 1, max: 2 * 86_400 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: HOUR }), (seconds, overlapMs) => {
        const whole = { from: 1_790_000_000_000, to: 1_790_000_000_000 + seconds * SECOND };
        const pieces = cutUp(whole, overlapMs);
        const isFit = ({ from, to }: Stretch) => to - from < 2 * SMALLEST_HALF_MS && from % SECOND === 0;
        expect(pieces.filter((piece) => !isFit(piece))).toEqual([]);
        expect(pieces.filter(({ from }, at) => from > (pieces[at - 1]?.to ?? whole.from))).toEqual([]);
        expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([whole.from, whole.to]);
        const read = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(read).toBeLessThanOrEqual(1.25 * (whole.to - whole.from));
      }),
      { numRuns: 50 },
    );
  });
});

/** Down to what cannot be halved. */
const cutUp = (stretch: Stretch, overlapMs: number): Stretch[] =>
  halvesOf(stretch, overlapMs)?.flatMap((half) => cutUp(half, overlapMs)) ?? [stretch];
