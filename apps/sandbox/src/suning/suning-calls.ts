import { chinaIso } from '../china-time.js';
import { Ring } from '../ring.js';

interface SuningCall {
  /** Epoch ms; written out when somebody reads. */
  readonly at: number;
  readonly appKey: string;
  /** `done`, or the error code that was answered. */
  readonly verdict: string;
  readonly detail: string;
  /** The business fields as they were sent, as far as they could be read. */
  readonly asked: Readonly<Record<string, string>>;
  /** Orders on the page. */
  readonly rows: number;
}

const KEPT = 5_000;

/** The newest calls with the verdict on each, and how many there were of each; forgotten at a restart. */
export class SuningCalls {
  private ring = new Ring<SuningCall>(KEPT);
  private counts = new Map<string, Map<string, number>>();

  record(call: SuningCall): void {
    this.ring.push(call);
    const ofMerchant = this.counts.get(call.appKey) ?? new Map<string, number>();
    ofMerchant.set(call.verdict, (ofMerchant.get(call.verdict) ?? 0) + 1);
    this.counts.set(call.appKey, ofMerchant);
  }

  /** Newest first. */
  newest(appKey: string | undefined, limit: number): object[] {
    const calls = this.ring.newest().filter((call) => appKey === undefined || call.appKey === appKey);
    return calls.slice(0, limit).map((call) => ({ ...call, at: chinaIso(call.at) }));
  }

  /** By verdict; also calls that are no longer kept. */
  counted(appKey: string | undefined): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const [key, ofMerchant] of this.counts) {
      if (appKey !== undefined && key !== appKey) continue;
      for (const [verdict, count] of ofMerchant) sums[verdict] = (sums[verdict] ?? 0) + count;
    }
    return sums;
  }

  forget(): void {
    this.ring = new Ring(KEPT);
    this.counts = new Map();
  }
}
