import { chinaIso } from '../china-time.js';
import { Ring } from '../ring.js';
import type { RefusalReason } from './pospal-refusal.js';

interface PospalCall {
  /** Epoch ms; written out when somebody reads. */
  readonly at: number;
  readonly appId: string;
  readonly operation: string;
  readonly verdict: 'done' | RefusalReason;
  readonly detail: string;
  readonly orderNo: string | null;
}

interface Counts {
  done: number;
  refused: number;
}

interface CallsFilter {
  readonly appId?: string | undefined;
  readonly operation?: string | undefined;
}

const KEPT = 5_000;

const concerns =
  ({ appId, operation }: CallsFilter) =>
  (call: { readonly appId: string; readonly operation: string }): boolean =>
    (appId === undefined || call.appId === appId) &&
    (operation === undefined || call.operation === operation);

/** The newest calls that reached a till with the verdict on each, and how many there were; forgotten at a restart. */
export class PospalCalls {
  private ring = new Ring<PospalCall>(KEPT);
  private counts = new Map<string, Map<string, Counts>>();

  record(call: PospalCall): void {
    this.ring.push(call);
    const ofTill = this.counts.get(call.appId) ?? new Map<string, Counts>();
    const counts = ofTill.get(call.operation) ?? { done: 0, refused: 0 };
    counts[call.verdict === 'done' ? 'done' : 'refused'] += 1;
    this.counts.set(call.appId, ofTill.set(call.operation, counts));
  }

  /** Newest first. */
  newest(filter: CallsFilter, limit: number): object[] {
    const calls = this.ring.newest().filter(concerns(filter)).slice(0, limit);
    return calls.map((call) => ({ ...call, at: chinaIso(call.at) }));
  }

  /** By operation; also calls that are no longer kept. */
  counted(filter: CallsFilter): Record<string, Counts> {
    const sums: Record<string, Counts> = {};
    for (const [appId, ofTill] of this.counts) {
      for (const [operation, { done, refused }] of ofTill) {
        if (!concerns(filter)({ appId, operation })) continue;
        const sum = (sums[operation] ??= { done: 0, refused: 0 });
        sum.done += done;
        sum.refused += refused;
      }
    }
    return sums;
  }

  forget(): void {
    this.ring = new Ring(KEPT);
    this.counts = new Map();
  }
}
