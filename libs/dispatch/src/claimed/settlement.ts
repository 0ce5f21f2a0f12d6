import { RETRY } from '#connectors-core/connector-error.js';
import type { Fault } from '#connectors-core/fault.js';
import { pauseBeforeRetry } from '#connectors-core/retry-pause.js';
import type { ClaimedDispatch } from './claim.store.js';
import { lasting } from '../dispatch-detail.js';
import { type Shown, shown } from '../dispatch-words.js';
import { faultShown } from './fault.js';
import type { DispatchSettlement } from './settle.store.js';

type Standing = Pick<ClaimedDispatch, 'kind' | 'state' | 'finds' | 'found_at' | 'failures' | 'detail'>;

/** Where it stands already, but given back. */
const asBefore = (
  { state, finds, found_at, failures, detail }: Standing,
  dueAt: Date,
): DispatchSettlement => ({
  state,
  dueAt,
  shown: null,
  failures,
  finds,
  foundAt: found_at,
  vendorNo: null,
  detail,
});

/** Nothing was tried; not before `dueAt`. */
export const postponed = (claimed: Standing, dueAt: Date, why: Shown | null): DispatchSettlement => ({
  ...asBefore(claimed, dueAt),
  shown: why,
});

export const quotaSpent = (retryAt: Date): Shown =>
  shown('quota_exhausted', `the quota of calls is spent until ${retryAt.toISOString()}`);

/** Tried in vain, without effect; the pause grows with each failure in a row. */
export function failedTry(
  claimed: Standing,
  fault: Fault,
  now: Date,
  share: () => number,
  state: DispatchSettlement['state'] = claimed.state,
): DispatchSettlement {
  const failures = claimed.failures + 1;
  // A read that is refused says nothing about the write that it was to look into: tried again all the same.
  const code = RETRY[fault.code].later ? fault.code : 'unavailable';
  const pause = pauseBeforeRetry(code, failures, share, fault.retryAfterMs);
  const dueAt = new Date(now.getTime() + pause);
  return { ...asBefore(claimed, dueAt), state, failures, shown: faultShown(fault) };
}

export const doneAs = (claimed: Standing, now: Date, vendorNo: string | null): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state: 'done',
  failures: 0,
  vendorNo,
  detail: null,
});

export const heldFor = (
  claimed: Standing,
  now: Date,
  why: Shown,
  detail: DispatchSettlement['detail'],
): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state: 'held',
  failures: 0,
  shown: why,
  detail: { ...lasting(claimed.detail), ...detail },
});

export const ended = (
  claimed: Standing,
  now: Date,
  state: 'failed' | 'withdrawn',
  why: Shown,
): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state,
  failures: 0,
  shown: why,
});

/** After a write that failed; `claimed` is as it was before the write. */
export function afterFailedWrite(
  claimed: Standing,
  fault: Fault,
  now: Date,
  share: () => number,
): DispatchSettlement {
  const sent = { ...claimed, finds: 0, found_at: null };
  const verdict = RETRY[fault.code].write;
  if (verdict === 'refused') return ended(sent, now, 'failed', faultShown(fault));
  if (verdict === 'not_taken') return failedTry(sent, fault, now, share, 'waiting');
  const failures = sent.failures + 1;
  // An order whose answer was lost is looked for soon: most often it is there.
  const pause = pauseBeforeRetry('outcome_unknown', sent.kind === 'place' ? 1 : failures, share);
  const dueAt = new Date(now.getTime() + pause);
  return { ...asBefore(sent, dueAt), state: 'unknown', failures, shown: faultShown(fault) };
}
