import fc from 'fast-check';
import {
  bestSample,
  type Exchange,
  type HostTime,
  MeasuredTime,
  MOST_APART_MS,
  OLDEST_SAMPLE_MS,
} from './measured-time.js';

/** A host beside a database whose clock is the truth. */
class World {
  truthMs = 1_700_000_000_000;
  private wallMs: number;
  private monotonicMs = 5_000;

  constructor(wallAheadMs: number) {
    this.wallMs = this.truthMs + wallAheadMs;
  }

  get host(): HostTime {
    return { wallMs: this.wallMs, monotonicMs: this.monotonicMs };
  }

  pass(ms: number): void {
    this.suspend(ms);
    this.monotonicMs += ms;
  }

  suspend(ms: number): void {
    this.truthMs += ms;
    this.wallMs += ms;
  }

  set(byMs: number): void {
    this.wallMs += byMs;
  }

  exchange({ there, back }: Way): Exchange {
    const before = this.host;
    this.pass(there);
    const databaseMs = this.truthMs;
    this.pass(back);
    return { before, databaseMs, after: this.host };
  }
}

/** How long the question and its answer are on their way, ms. */
interface Way {
  readonly there: number;
  readonly back: number;
}

type Event =
  | { readonly kind: 'pass' | 'suspend' | 'set'; readonly ms: number }
  | { readonly kind: 'measure'; readonly waitMs: number; readonly ways: readonly Way[] };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const way = fc.record({ there: fc.nat(3_000), back: fc.nat(3_000) });
const pass = fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(120_000) });
const set = fc.record({
  kind: fc.constant('set' as const),
  ms: fc.oneof(fc.integer({ min: -DAY_MS, max: DAY_MS }), fc.integer({ min: -2_000, max: 2_000 })),
});
const suspend = fc.record({ kind: fc.constant('suspend' as const), ms: fc.nat(8 * HOUR_MS) });
const measure = fc.record({
  kind: fc.constant('measure' as const),
  waitMs: fc.nat(20_000),
  ways: fc.array(way, { minLength: 1, maxLength: 5 }),
});
const eventsOf = (...kinds: fc.Arbitrary<Event>[]) => fc.array(fc.oneof(...kinds), { maxLength: 40 });

function happen(world: World, time: MeasuredTime, event: Event): void {
  if (event.kind !== 'measure') {
    world[event.kind](event.ms);
    return;
  }
  world.pass(event.waitMs); // for a connection: before anything is asked
  const sample = bestSample(event.ways.map((one) => world.exchange(one)));
  if (sample !== undefined) time.learn(sample);
}

/** Looks after every event, as a hub does all the time. */
function live(events: readonly Event[], looked: (world: World, time: MeasuredTime) => void): void {
  const world = new World(-37_000);
  const time = new MeasuredTime();
  happen(world, time, { kind: 'measure', waitMs: 0, ways: [{ there: 1, back: 1 }] });
  for (const event of events) {
    happen(world, time, event);
    looked(world, time);
  }
}

/** Half the longest round trip that is believed, and what both clocks may be apart. */
const EXACT_MS = 2 * MOST_APART_MS;

describe('time as it was measured', () => {
  it('is right whenever it is trusted, however the wall clock is set and the network drags', () => {
    fc.assert(
      fc.property(eventsOf(pass, set, measure), (events) => {
        live(events, (world, time) => {
          if (time.look(world.host) !== undefined) return;
          expect(Math.abs(time.earliestMs(world.host) - world.truthMs)).toBeLessThanOrEqual(EXACT_MS);
          expect(Math.abs(time.latestMs(world.host) - world.truthMs)).toBeLessThanOrEqual(EXACT_MS);
        });
      }),
    );
  });

  it('is right whenever it is trusted, however often the machine is suspended', () => {
    fc.assert(
      fc.property(eventsOf(pass, suspend, measure), (events) => {
        live(events, (world, time) => {
          if (time.look(world.host) !== undefined) return;
          expect(Math.abs(time.earliestMs(world.host) - world.truthMs)).toBeLessThanOrEqual(EXACT_MS);
        });
      }),
    );
  });

  it('never lets the earlier reading be ahead, whatever happens and trusted or not', () => {
    fc.assert(
      fc.property(eventsOf(pass, set, suspend, measure), (events) => {
        live(events, (world, time) => {
          expect(time.earliestMs(world.host)).toBeLessThanOrEqual(world.truthMs + MOST_APART_MS);
        });
      }),
    );
  });

  it('never lets the earlier reading be behind because the wall clock was set, trusted or not', () => {
    fc.assert(
      fc.property(eventsOf(pass, set, measure), (events) => {
        live(events, (world, time) => {
          expect(time.earliestMs(world.host)).toBeGreaterThanOrEqual(world.truthMs - EXACT_MS);
        });
      }),
    );
  });

  it('never lets a resumed machine, or one whose wall clock was set back, hold longer than it may', () => {
    fc.assert(
      fc.property(fc.oneof(eventsOf(pass, suspend, measure), eventsOf(pass, set, measure)), (events) => {
        live(events, (world, time) => {
          expect(time.latestMs(world.host)).toBeGreaterThanOrEqual(world.truthMs - MOST_APART_MS);
        });
      }),
    );
  });

  it('counts no wait for a connection, and of several questions the quickest', () => {
    const world = new World(0);
    const time = new MeasuredTime();
    const ways = [
      { there: 900, back: 0 },
      { there: 2, back: 4 },
      { there: 0, back: 1_800 },
    ];
    happen(world, time, { kind: 'measure', waitMs: 6_000, ways });
    expect(Math.abs(time.latestMs(world.host) - world.truthMs)).toBeLessThanOrEqual(3);
    expect(time.lastSample?.roundTripMs).toBe(6);
  });

  it('learns nothing from a network that is too slow, nor from an answer during which the clock was set', () => {
    const world = new World(0);
    expect(bestSample([world.exchange({ there: 1_000, back: 1_001 })])).toBeUndefined();
    const before = world.host;
    world.set(1_001);
    expect(bestSample([{ before, databaseMs: world.truthMs, after: world.host }])).toBeUndefined();
    expect(bestSample([world.exchange({ there: 1_000, back: 1_000 })])).toBeDefined();
  });

  describe('is not trusted', () => {
    const measured = () => {
      const [world, time] = [new World(250), new MeasuredTime()];
      happen(world, time, { kind: 'measure', waitMs: 0, ways: [{ there: 1, back: 1 }] });
      return { world, time };
    };

    it('before the first sample', () => {
      const [world, time] = [new World(250), new MeasuredTime()];
      expect(time.look(world.host)).toEqual({ reason: 'unmeasured', sinceMs: world.host.wallMs });
    });

    it.each([MOST_APART_MS + 1, -MOST_APART_MS - 1, DAY_MS])('once the wall clock is set by %d ms', (by) => {
      const { world, time } = measured();
      expect(time.look(world.host)).toBeUndefined();
      world.set(by);
      expect(time.look(world.host)?.reason).toBe('apart');
    });

    it('after a suspension', () => {
      const { world, time } = measured();
      world.suspend(MOST_APART_MS + 1);
      expect(time.look(world.host)?.reason).toBe('apart');
    });

    it('when nothing was heard for three minutes', () => {
      const { world, time } = measured();
      world.pass(OLDEST_SAMPLE_MS - 1);
      expect(time.look(world.host)).toBeUndefined();
      world.pass(1);
      expect(time.look(world.host)?.reason).toBe('old');
    });

    it('until it is measured anew, though the clock was set back to what it had been', () => {
      const { world, time } = measured();
      world.set(DAY_MS);
      const noticed = time.look(world.host);
      world.set(-DAY_MS);
      world.pass(5_000);
      expect(time.look(world.host)).toEqual(noticed);
      happen(world, time, { kind: 'measure', waitMs: 0, ways: [{ there: 1, back: 1 }] });
      expect(time.look(world.host)).toBeUndefined();
    });
  });
});
