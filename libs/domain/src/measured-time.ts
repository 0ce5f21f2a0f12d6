/** Both clocks of this host at one moment, ms. */
export interface HostTime {
  /** Since 1970; anybody may set it, and it goes on while the machine is suspended. */
  readonly wallMs: number;
  /** Since some fixed point; nobody sets it, and it stops while the machine is suspended. */
  readonly monotonicMs: number;
}

/** One question to the database for its time; both readings without waiting for a connection. */
export interface Exchange {
  readonly before: HostTime;
  readonly databaseMs: number;
  readonly after: HostTime;
}

/** What the database's clock showed at one moment of the host's. */
export interface ClockSample {
  readonly databaseMs: number;
  readonly host: HostTime;
  /** The sample is wrong by half of it at the most. */
  readonly roundTripMs: number;
}

/** More than that, and one of the host's clocks did something that clocks do not do by themselves. */
export const MOST_APART_MS = 1_000;
export const OLDEST_SAMPLE_MS = 180_000;
/** A sample that may be wrong by more than `MOST_APART_MS` says too little. */
const LONGEST_ROUND_TRIP_MS = 2 * MOST_APART_MS;

/** `unmeasured`: never; `apart`: the host's clock was set or the machine suspended; `old`: nothing was heard since. */
export type DistrustReason = 'unmeasured' | 'apart' | 'old';

export interface Distrust {
  readonly reason: DistrustReason;
  /** When it was noticed, ms of the database's clock as far as it is known. */
  readonly sinceMs: number;
}

/** The one of the least round trip; undefined when none is good enough. */
export function bestSample(exchanges: readonly Exchange[]): ClockSample | undefined {
  const [best] = exchanges
    .filter(({ before, after }) => apartMs(before, after) <= MOST_APART_MS)
    .map(toSample)
    .sort((one, other) => one.roundTripMs - other.roundTripMs);
  return best !== undefined && best.roundTripMs <= LONGEST_ROUND_TRIP_MS ? best : undefined;
}

/**
 * What the database's clock shows, by the last good sample and the host's two clocks, and whether that can be
 * relied on. Distrust lasts until the next sample: a clock that was set and set back again was wrong in between.
 */
export class MeasuredTime {
  private sample: ClockSample | undefined;
  private noticed: Distrust | undefined;

  learn(sample: ClockSample): void {
    this.sample = sample;
    this.noticed = undefined;
  }

  /** Why the clock cannot be relied on; undefined when it can. */
  look(host: HostTime): Distrust | undefined {
    const reason = this.noticed === undefined ? this.reasonAt(host) : undefined;
    if (reason !== undefined) this.noticed = { reason, sinceMs: this.earliestMs(host) };
    return this.noticed;
  }

  /**
   * By the monotonic clock: nobody sets it, and it never goes on by more than has passed. A wall clock that went on
   * less was set back, and what was stamped by it would be of the day before.
   */
  earliestMs(host: HostTime): number {
    if (this.sample === undefined) return host.wallMs;
    return this.sample.databaseMs + elapsed(this.sample.host, host).monotonicMs;
  }

  /** By the host's clock that went on more. */
  latestMs(host: HostTime): number {
    if (this.sample === undefined) return host.wallMs;
    const since = elapsed(this.sample.host, host);
    return this.sample.databaseMs + Math.max(since.wallMs, since.monotonicMs);
  }

  /** Database time minus the host's wall clock when it was last measured, ms; 0 before. */
  get offsetMs(): number {
    return this.sample === undefined ? 0 : this.sample.databaseMs - this.sample.host.wallMs;
  }

  get lastSample(): ClockSample | undefined {
    return this.sample;
  }

  private reasonAt(host: HostTime): DistrustReason | undefined {
    if (this.sample === undefined) return 'unmeasured';
    if (apartMs(this.sample.host, host) > MOST_APART_MS) return 'apart';
    return elapsed(this.sample.host, host).monotonicMs > OLDEST_SAMPLE_MS ? 'old' : undefined;
  }
}

const elapsed = (from: HostTime, to: HostTime): HostTime => ({
  wallMs: to.wallMs - from.wallMs,
  monotonicMs: to.monotonicMs - from.monotonicMs,
});

function apartMs(from: HostTime, to: HostTime): number {
  const { wallMs, monotonicMs } = elapsed(from, to);
  return Math.abs(wallMs - monotonicMs);
}

function toSample({ before, databaseMs, after }: Exchange): ClockSample {
  const roundTripMs = after.monotonicMs - before.monotonicMs;
  const host = { wallMs: before.wallMs + roundTripMs / 2, monotonicMs: before.monotonicMs + roundTripMs / 2 };
  return { databaseMs, host, roundTripMs };
}
