import { OUTAGE_CODES, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { AttemptEvent } from '#connectors-core/http-transport.js';

/** An account of which one thing fails for ever and others work heals with every other call: ever more seldom heard. */
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** Heard so soon after the last time, it may be such an account. */
const SOON = 4;

interface Heard {
  readonly at: number;
  readonly pauseMs: number;
}

/**
 * Which accounts answer again after calls that showed that they, or their vendor, did not work. Of one that was not
 * heard of since the start nobody knows how it stood before: its first answer counts too.
 */
export class HealedAccounts {
  private readonly out = new Set<string>();
  private readonly known = new Set<string>();
  private readonly healed = new Set<string>();
  private readonly others = new Set<string>();
  private readonly heard = new Map<string, Heard>();

  observe({ accountId, code, notSent }: Pick<AttemptEvent, 'accountId' | 'code' | 'notSent'>): void {
    // It says nothing of the vendor.
    if (notSent !== undefined) return;
    if (isOutage(code)) {
      this.out.add(accountId);
      this.healed.delete(accountId);
    } else if (ANSWERS.has(code) && (this.out.delete(accountId) || !this.known.has(accountId))) {
      this.healed.add(accountId);
    }
    this.known.add(accountId);
  }

  /** Somebody gave it other settings, or resumed it. */
  changed(accountId: string): void {
    this.others.add(accountId);
  }

  /** Those that were changed. */
  takeChanged(): string[] {
    const taken = [...this.others];
    this.others.clear();
    return taken;
  }

  /** Those to be heard of now. @param now ms of any clock that never runs backwards */
  take(now: number): string[] {
    const taken = [...this.healed].filter((id) => this.isHeard(id, now));
    for (const id of taken) {
      this.healed.delete(id);
      this.heard.set(id, { at: now, pauseMs: this.pauseAfter(id, now) });
    }
    return taken;
  }

  private isHeard(id: string, now: number): boolean {
    const last = this.heard.get(id);
    return last === undefined || now - last.at >= last.pauseMs;
  }

  private pauseAfter(id: string, now: number): number {
    const last = this.heard.get(id);
    if (last === undefined || now - last.at > SOON * last.pauseMs) return FIRST_PAUSE_MS;
    return Math.min(LONGEST_PAUSE_MS, 2 * last.pauseMs);
  }
}

/** A vendor that refuses one thing works. */
const ANSWERS: ReadonlySet<ConnectorErrorCode | null> = new Set([null, 'rejected', 'duplicate'] as const);

const isOutage = (code: ConnectorErrorCode | null): boolean => code !== null && OUTAGE_CODES.includes(code);
