import type { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import type { RepairAction } from './action.js';
import { hourOf } from './repair-facts.js';

/** Derives an hour anew: done with the transaction that begins it. What is reported follows by reporting's own rules. */
export const deriveAction = (requests: SubmissionRequestService): RepairAction<'derive'> => ({
  kind: 'derive',
  begin: async (sql, repair) => {
    const hour = hourOf(repair);
    await requests.deriveHourOn(sql, hour);
    return { ref: `${hour.storeId} ${hour.start.toISOString()}` };
  },
  ended: (_sql, refs) => Promise.resolve(new Map(refs.map((ref) => [ref, { is: 'done' } as const]))),
});
