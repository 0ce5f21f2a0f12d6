import { chinaIso } from '../china-time.js';
import { Ring } from '../ring.js';
import type { CodeName } from './ovopark-codes.js';

interface OvoparkCall {
  readonly at: string;
  readonly codename: CodeName;
  readonly result: string;
  readonly params: Readonly<Record<string, string>>;
}

const KEPT = 5_000;

/** The newest calls that reached the gateway, with the verdict on each; not kept over a restart. */
export class OvoparkCalls {
  private ring = new Ring<OvoparkCall>(KEPT);
  /** By `_mt` and codename. */
  private counts = new Map<string, Map<CodeName, number>>();

  record(at: number, codename: CodeName, result: string, params: ReadonlyMap<string, string>): void {
    this.ring.push({ at: chinaIso(at), codename, result, params: Object.fromEntries(params) });
    const method = params.get('_mt') ?? '';
    const ofMethod = this.counts.get(method) ?? new Map<CodeName, number>();
    ofMethod.set(codename, (ofMethod.get(codename) ?? 0) + 1);
    this.counts.set(method, ofMethod);
  }

  /** Newest first. @param method the whole of `_mt`; any without it */
  newest(method: string | undefined, limit: number): OvoparkCall[] {
    const calls = this.ring.newest();
    return calls.filter(({ params }) => method === undefined || params['_mt'] === method).slice(0, limit);
  }

  /** Of every method how often it came to each codename; also calls that are no longer kept. */
  counted(): Record<string, Record<string, number>> {
    return Object.fromEntries(
      [...this.counts].map(([method, ofMethod]) => [method, Object.fromEntries(ofMethod)]),
    );
  }

  forget(): void {
    this.ring = new Ring(KEPT);
    this.counts = new Map();
  }
}
