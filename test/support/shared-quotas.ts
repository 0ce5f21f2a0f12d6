import type { Reservation, SharedQuota } from '#accounts/quota/quota.service.js';
import { ReservedCalls } from '#connectors-core/reserved-calls.js';

export const granted = (calls = 1): Reservation => ({ granted: true, calls: new ReservedCalls(calls) });

/** A quota that answers so, whoever asks, and takes back what is given back. */
export const quotaThat = (reserve: () => Promise<Reservation>): SharedQuota => ({
  reserve,
  giveBack: () => Promise.resolve(),
  exhausted: () => Promise.resolve(),
  msPerFreeCall: () => Promise.resolve(0),
});

export const UNLIMITED = quotaThat(() => Promise.resolve(granted()));

export const spentUntil = (retryAt: Date): SharedQuota =>
  quotaThat(() => Promise.resolve({ granted: false, retryAt }));
