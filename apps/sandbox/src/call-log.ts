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

export const CALL_VENDORS = ['zhimai', 'ovopark', 'pospal', 'suning', 'notify'] as const;
type CallVendor = (typeof CALL_VENDORS)[number];

const KEPT_PER_VENDOR = 500;
const KEPT_CHARS = 4_096;

/** The newest calls of each vendor, cut to a readable length: a bounded window, not a record. */
export class CallLog {
  /** Times are written out when somebody reads: most calls are never looked at. */
  private readonly rings: Record<CallVendor, Ring<KeptCall>> = {
    zhimai: new Ring(KEPT_PER_VENDOR),
    ovopark: new Ring(KEPT_PER_VENDOR),
    pospal: new Ring(KEPT_PER_VENDOR),
    suning: new Ring(KEPT_PER_VENDOR),
    notify: new Ring(KEPT_PER_VENDOR),
  };
  private readonly counts: Record<CallVendor, number> = {
    zhimai: 0,
    ovopark: 0,
    pospal: 0,
    suning: 0,
    notify: 0,
  };

  constructor(private readonly now: () => number) {}

  record(vendor: CallVendor, call: Omit<LoggedCall, 'at'>): void {
    this.counts[vendor] += 1;
    this.rings[vendor].push({
      ...call,
      at: this.now(),
      request: call.request.slice(0, KEPT_CHARS),
      answer: call.answer.slice(0, KEPT_CHARS),
    });
  }

  /** Newest first. */
  newest(vendor: CallVendor, limit: number): LoggedCall[] {
    return this.rings[vendor].newest(limit).map((call) => ({ ...call, at: chinaIso(call.at) }));
  }

  /** Calls since the start, also those no longer kept. */
  totals(): Readonly<Record<CallVendor, number>> {
    return this.counts;
  }
}
