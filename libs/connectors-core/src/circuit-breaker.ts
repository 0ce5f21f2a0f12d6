export interface BreakerSettings {
  /** How far back calls are counted, ms. */
  readonly windowMs: number;
  /** Fewer calls than this within the window say nothing. */
  readonly leastCalls: number;
  /** Opens when at least this share of them failed. */
  readonly failureShare: number;
  /** How long nothing is sent before one call probes the vendor again, ms. */
  readonly openMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = {
  windowMs: 30_000,
  leastCalls: 20,
  failureShare: 0.5,
  openMs: 10_000,
};

/** `void`: the attempt ended before it could say anything of the vendor. */
export type Outcome = 'answered' | 'failed' | 'void';

/** Leave to send one request; its end must be told once. */
export interface Permit {
  end(outcome: Outcome, now: number): void;
}

interface Slice {
  readonly number: number;
  calls: number;
  failed: number;
}

const SLICES = 10;
/** What others are told to wait while the one probe is under way. */
const PROBE_WAIT_MS = 1000;

/**
 * Stops calling a vendor that does not work, so that its trouble and our workers' time are not made
 * worse. Closed: everything passes and is counted. Open: nothing passes. Half-open: one probe passes;
 * its answer closes the breaker, its failure opens it again.
 * Pure: the time comes from the caller, in ms of any clock that never runs backwards.
 */
export class CircuitBreaker {
  private slices: Slice[] = [];
  private openUntil: number | null = null;
  private probing = false;
  /** Rises whenever the breaker opens or closes: an answer to an older call no longer counts. */
  private turn = 0;

  constructor(private readonly settings: BreakerSettings = DEFAULT_BREAKER) {}

  /** @returns how long a caller should wait, ms, or null when a call may be tried now */
  refusal(now: number): number | null {
    if (this.openUntil === null) return null;
    if (now < this.openUntil) return this.openUntil - now;
    return this.probing ? PROBE_WAIT_MS : null;
  }

  /** Asks for leave right before sending. @returns null when refused */
  enter(now: number): Permit | null {
    if (this.refusal(now) !== null) return null;
    const probe = this.openUntil !== null;
    const turn = this.turn;
    this.probing = probe;
    let ended = false;
    return {
      end: (outcome, endedAt) => {
        if (ended || turn !== this.turn) return;
        ended = true;
        if (probe) this.endProbe(outcome, endedAt);
        else if (outcome !== 'void') this.count(outcome === 'failed', endedAt);
      },
    };
  }

  private endProbe(outcome: Outcome, now: number): void {
    if (outcome === 'answered') this.close();
    else if (outcome === 'failed') this.open(now);
    else this.probing = false;
  }

  private count(failed: boolean, now: number): void {
    const slice = this.sliceAt(now);
    slice.calls += 1;
    if (failed) slice.failed += 1;
    const calls = this.slices.reduce((sum, each) => sum + each.calls, 0);
    const failures = this.slices.reduce((sum, each) => sum + each.failed, 0);
    const { leastCalls, failureShare } = this.settings;
    if (failed && calls >= leastCalls && failures >= calls * failureShare) this.open(now);
  }

  /** The window rolls in tenths: the oldest tenth leaves it as a new one begins. */
  private sliceAt(now: number): Slice {
    const number = Math.floor((now * SLICES) / this.settings.windowMs);
    this.slices = this.slices.filter((slice) => slice.number > number - SLICES);
    const last = this.slices.at(-1);
    if (last?.number === number) return last;
    const slice = { number, calls: 0, failed: 0 };
    this.slices.push(slice);
    return slice;
  }

  private open(now: number): void {
    this.openUntil = now + this.settings.openMs;
    this.turnOver();
  }

  private close(): void {
    this.openUntil = null;
    this.turnOver();
  }

  private turnOver(): void {
    this.turn += 1;
    this.probing = false;
    this.slices = [];
  }
}
