import { RETRY } from '#connectors-core/connector-error.js';
import type { AttemptEvent } from '#connectors-core/http-transport.js';
import { doubled } from '#connectors-core/retry-pause.js';

/** After the first attempt that failed; each further one doubles it. */
const FIRST_REST_MS = 2_000;
const SHORTEST_LAST_MS = 10_000;
const LONGEST_REST_MS = 300_000;
/** So long one attempt has for its answer before another one looks. */
const PROBE_MS = 30_000;

type Attempted = Pick<AttemptEvent, 'accountId' | 'operation' | 'code' | 'notSent'>;

interface Outage {
  /** What was asked for in vain since the last answer to it. */
  readonly failing: Set<string>;
  failures: number;
  failedAt: number;
  /** Somebody was let through since then. */
  probed: boolean;
  /** The one attempt that looks whether it is over has so long. */
  probedUntil: number;
}

/**
 * What a vendor that does not work may cost where it counts its calls, those that fail as well: one attempt now and
 * then looks, ever more rarely, and everything else waits for it. One operation that fails rests by itself; where a
 * second one fails, the account does. This process's own view; pure: the time comes from the caller.
 */
export class OutageRests {
  private readonly outages = new Map<string, Outage>();

  /** @param now ms of any clock that never runs backwards */
  observe({ accountId, operation, code, notSent }: Attempted, now: number): void {
    if (notSent !== undefined) return;
    if (code !== null && RETRY[code].breaks) this.failed(accountId, operation, now);
    else this.answered(accountId, operation);
  }

  isFailing(accountId: string, operation: string): boolean {
    const outage = this.outages.get(accountId);
    return outage !== undefined && concerns(outage, operation);
  }

  /**
   * How long an attempt is to wait, ms; 0: it is made now, and others wait for how it ends.
   * @param msPerCall how long each call of the period may take, if they are to last
   */
  waitMs(accountId: string, operation: string, msPerCall: number, now: number): number {
    const outage = this.outages.get(accountId);
    if (outage === undefined || !concerns(outage, operation)) return 0;
    const until = Math.max(outage.failedAt + restMs(outage.failures, msPerCall), outage.probedUntil);
    if (until > now) return until - now;
    outage.probed = true;
    outage.probedUntil = now + PROBE_MS;
    return 0;
  }

  /** The attempt that was to look was not sent: the next one looks. */
  unseen(accountId: string): void {
    const outage = this.outages.get(accountId);
    if (outage !== undefined) outage.probedUntil = 0;
  }

  /** The account is another one now. */
  forget(accountId: string): void {
    this.outages.delete(accountId);
  }

  private failed(accountId: string, operation: string, now: number): void {
    const outage = this.outages.get(accountId) ?? {
      failing: new Set(),
      ...{ failures: 0, failedAt: 0 },
      ...{ probed: true, probedUntil: 0 },
    };
    this.outages.set(accountId, outage);
    outage.failing.add(operation);
    outage.probedUntil = 0;
    if (!outage.probed) return;
    outage.probed = false;
    outage.failures += 1;
    outage.failedAt = now;
  }

  /** Whose vendor answers one thing again, after all that it was asked had failed, is asked for the rest at once. */
  private answered(accountId: string, operation: string): void {
    const outage = this.outages.get(accountId);
    if (outage === undefined) return;
    if (isWhole(outage) || (outage.failing.delete(operation) && outage.failing.size === 0))
      this.forget(accountId);
  }
}

const isWhole = ({ failing }: Outage): boolean => failing.size > 1;

const concerns = (outage: Outage, operation: string): boolean =>
  isWhole(outage) || outage.failing.has(operation);

const restMs = (failures: number, msPerCall: number): number =>
  doubled(FIRST_REST_MS, Math.min(LONGEST_REST_MS, Math.max(SHORTEST_LAST_MS, msPerCall)), failures);
