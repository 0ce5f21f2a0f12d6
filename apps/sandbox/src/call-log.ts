import { Ring } from './ring.js';
import { chinaIso } from './china-time.js';

/** One HTTP exchange: what a vendor received, or (`notify`) what it sent to a merchant. */
interface LoggedCall {
  readonly at: string;
  readonly to: string;
  readonly request: string;
  /** null: no answer, the socket was closed. */
  readonly status: number | null;
  readonly answer: string;
  readonly fault: string | null;
}

type KeptCall = Omit<LoggedCall, 'at'> & { readonly at: number };

const KEPT_PER_VENDOR = 500;
const KEPT_CHARS = 4_096;

/** The newest calls of each vendor, cut to a readable length: a bounded window, not a record. */
export class CallLog {
  /** Times are written out when somebody reads: most calls are never looked at. */
  private readonly rings = new Map<string, Ring<KeptCall>>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  record(vendor: string, call: Omit<LoggedCall, 'at'>): void {
    this.counts.set(vendor, this.count(vendor) + 1);
    const ring = this.rings.get(vendor) ?? new Ring(KEPT_PER_VENDOR);
    this.rings.set(vendor, ring);
    ring.push({
      ...call,
      at: this.now(),
      request: call.request.slice(0, KEPT_CHARS),
      answer: call.answer.slice(0, KEPT_CHARS),
    });
  }

  /** Newest first. */
  newest(vendor: string, limit: number): LoggedCall[] {
    const newest = this.rings.get(vendor)?.newest(limit) ?? [];
    return newest.map((call) => ({ ...call, at: chinaIso(call.at) }));
  }

  /** Calls since the start, also those no longer kept. */
  count(vendor: string): number {
    return this.counts.get(vendor) ?? 0;
  }
}
