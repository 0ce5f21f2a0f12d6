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
  private readonly ring = new Ring<OvoparkCall>(KEPT);

  record(at: number, codename: CodeName, result: string, params: ReadonlyMap<string, string>): void {
    this.ring.push({ at: chinaIso(at), codename, result, params: Object.fromEntries(params) });
  }

  /** Newest first. */
  newest(limit: number): OvoparkCall[] {
    return this.ring.newest(limit);
  }
}
