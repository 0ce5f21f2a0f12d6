import type { EndedFetch } from '#accounts/accounts/known-fetches.store.js';
import { pauseAfter, shortMessage } from '#connectors-core/fault.js';
import { recordingFault } from '#intake/failure.js';
import type { RefreshSchedule } from '../polling-settings.js';
import { nextDaily, nextLook, nextRefresh } from '../open-legs/refresh-schedule.js';
import type { ClaimedRefresh, RefreshEnd } from './refreshes.store.js';

export interface RefreshTime {
  readonly now: Date;
  readonly schedule: RefreshSchedule;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/**
 * An answer that changed nothing is told by nobody else: the next time must be set here. What listings do not show is
 * fetched once a day, until one does.
 */
export const afterFound = (
  { leg_id, lease_holder, first_at, is_missing }: ClaimedRefresh,
  time: RefreshTime,
): RefreshEnd => ({
  leg_id,
  lease_holder,
  due_at: (is_missing ? nextDaily : nextRefresh)(first_at, time.now, time.schedule),
  failures: 0,
  error_code: null,
  error_message: null,
});

/** "Not found" ends nothing: the leg is kept as it is, and asked for again at the schedule's next step. */
export const afterNotFound = (claimed: ClaimedRefresh, message: string, time: RefreshTime): RefreshEnd => ({
  ...afterFound(claimed, time),
  failures: claimed.failures + 1,
  error_code: 'not_found',
  error_message: shortMessage(message),
});

/**
 * A try that failed was one of the schedule's: the next is never before the schedule's next step, and not
 * before the pause that its error asks for. So a vendor that is away is not called more often than one that
 * answers.
 */
export function afterFailure(claimed: ClaimedRefresh, error: unknown, time: RefreshTime): RefreshEnd {
  const failures = claimed.failures + 1;
  const step = (claimed.is_missing ? nextLook : nextRefresh)(claimed.first_at, time.now, time.schedule);
  const fault = recordingFault(error);
  const paused = time.now.getTime() + (pauseAfter(fault, failures, time.random) ?? 0);
  return {
    leg_id: claimed.leg_id,
    lease_holder: claimed.lease_holder,
    due_at: step === null ? null : new Date(Math.max(step.getTime(), paused)),
    failures,
    error_code: fault.code,
    error_message: fault.message,
  };
}

/** No call was made, or its answer could not be kept: nothing has changed but when. */
export const afterRefusal = (claimed: ClaimedRefresh, dueAt: Date): RefreshEnd => ({
  leg_id: claimed.leg_id,
  lease_holder: claimed.lease_holder,
  due_at: dueAt,
  failures: claimed.failures,
  error_code: claimed.error_code,
  error_message: claimed.error_message,
});

interface AnsweredFetch {
  readonly outcome: string;
  readonly claimed: Pick<ClaimedRefresh, 'account_id' | 'vendor_no'>;
  readonly code: string | null;
}

/** Whether the vendor knew the order and what it said could be read; none where it was not asked, or did not answer. */
export function endedFetch({ outcome, claimed, code }: AnsweredFetch): EndedFetch[] {
  const unread = outcome === 'failed' && code === 'invalid_response';
  if (outcome !== 'found' && outcome !== 'not_found' && !unread) return [];
  return [{ accountId: claimed.account_id, vendorNo: claimed.vendor_no, failed: outcome !== 'found' }];
}
