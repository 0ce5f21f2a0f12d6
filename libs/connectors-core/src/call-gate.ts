import type { Account } from './account.js';
import type { Call } from './transport.js';

export type GatedCall = Pick<Call<unknown>, 'operation' | 'effect'>;

/** Leave to send one attempt, for a second. */
export interface Admission {
  /** No byte of it was sent. Told once at most, and never rejects. */
  unsent(): Promise<void>;
}

/** What every attempt of every connector passes before its first byte: the hub's own reasons not to call. */
export interface CallGate {
  /** @throws ConnectorError with `notSent` where it may not be sent; then nothing of it is */
  admit(account: Account, call: GatedCall): Promise<Admission>;
}

/** How old an admission may be at the first byte, ms: what it was given for may have changed meanwhile. */
export const ADMITTED_FOR_MS = 1_000;
