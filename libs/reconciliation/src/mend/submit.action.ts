import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import {
  type SubmissionStanding,
  submissionStandings,
} from '#reporting/operator/submission-standings.query.js';
import type { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import type { RepairAction, RepairEnd } from './action.js';
import { hourOf } from './repair-facts.js';

/** Reports an hour as if a person asked for it. */
export const submitAction = (requests: SubmissionRequestService): RepairAction<'submit'> => ({
  kind: 'submit',
  begin: async (sql, repair, by) => {
    if (by === null) throw new DomainError(refusal('unapproved_report'));
    return { ref: await requests.submitHourOn(sql, { ...hourOf(repair), accountId: repair.accountId }) };
  },
  ended: async (sql, refs) =>
    new Map((await submissionStandings(sql, refs)).map((one) => [one.id, endOf(one)])),
});

/** One of unknown outcome that was not settled is sent again by reporting itself. */
function endOf({ state, isSettled, errorCode: code, errorMessage: message }: SubmissionStanding): RepairEnd {
  if (state === 'accepted') return { is: 'done' };
  if (!isSettled && (state === 'waiting' || state === 'unknown')) return { is: 'open', code, message };
  return { is: 'failed', code: code ?? state, message: message ?? '' };
}
