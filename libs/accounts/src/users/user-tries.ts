import { networkOf } from '#connectors-core/address-range.js';

/** So many of one name fail without being slowed, from wherever. */
const FREE_OF_NAME = 20;
const SHORTEST_PAUSE_MS = 1_000;
/** Whoever fails for somebody else keeps them waiting for no longer, wherever they are. */
const LONGEST_PAUSE_MS = 30_000;
/** A name for which nobody has failed for so long begins anew. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;
/** Remembered at once; the one that was tried longest ago is forgotten first. */
const MOST_NAMES = 10_000;
/** Of one user. */
const MOST_KNOWN = 20;

interface Tried {
  readonly failed: number;
  readonly at: number;
  /** No try is looked at before. */
  readonly until: number;
}

/**
 * Slows who guesses one user's password from many addresses; each address by itself is slowed by `FailedTries`. An address
 * from which the user has signed in before is not slowed by what others do, and the pause is short: nobody is locked out by
 * an outsider for long. Of this process alone, and whether there is such a user or not.
 */
export class UserTries {
  private readonly byName = new Map<string, Tried>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  /**
   * Counts a try as failed until it is told that it was not: many at once are no way around.
   * @param name as it is compared
   * @param nowMs on a clock that nobody sets
   * @returns for how long this is refused, ms; undefined: the try may be looked at
   */
  begin(name: string, address: string, nowMs: number): number | undefined {
    if (this.isKnown(name, address)) return undefined;
    const { failed, until } = this.triedBy(name, nowMs);
    if (nowMs < until) return until - nowMs;
    const pause = pauseMs(failed + 1 - FREE_OF_NAME);
    keep(this.byName, name, { failed: failed + 1, at: nowMs, until: nowMs + pause });
    return undefined;
  }

  /** Of a try that nothing came of, for a reason that is not whoever tried. */
  takeBack(name: string, address: string): void {
    const tried = this.byName.get(name);
    if (tried === undefined || this.isKnown(name, address)) return;
    this.byName.set(name, { ...tried, failed: Math.max(0, tried.failed - 1), until: -Infinity });
  }

  /** The user has signed in from there. */
  succeeded(name: string, address: string): void {
    this.takeBack(name, address);
    const network = networkOf(address);
    const networks = [...(this.known.get(name) ?? [])].filter((one) => one !== network);
    keep(this.known, name, new Set([...networks, network].slice(-MOST_KNOWN)));
  }

  private isKnown(name: string, address: string): boolean {
    return this.known.get(name)?.has(networkOf(address)) === true;
  }

  private triedBy(name: string, nowMs: number): Tried {
    const tried = this.byName.get(name);
    return tried === undefined || nowMs - tried.at > FORGOTTEN_AFTER_MS ? NEVER : tried;
  }
}

const NEVER: Tried = { failed: 0, at: -Infinity, until: -Infinity };

const pauseMs = (over: number): number =>
  over <= 0 ? 0 : Math.min(SHORTEST_PAUSE_MS * 2 ** Math.min(over - 1, 20), LONGEST_PAUSE_MS);

function keep<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > MOST_NAMES && oldest !== undefined) map.delete(oldest);
}
