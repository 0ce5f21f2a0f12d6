import { ConflictError } from '#accounts/account-errors.js';
import type { BulkAct } from '#bulk/bulk-act.js';
import type { NamedHour } from '#reporting/operator/chosen-hours.query.js';
import type { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import { refusal } from '#domain/refusal.js';

/** As fast as a job of submissions unless it is told otherwise. */
const HOURS_PER_MINUTE = 600;
/** A month of a store: what is more is work for a job of submissions, which keeps new hours from waiting behind it. */
const MOST_HOURS = 744;

/** @param text `storeId/hourStart` */
export function hourOf(text: string): NamedHour {
  const [storeId = '', start = ''] = text.split('/');
  return { storeId, start: new Date(start) };
}

export const submissions = (submitting: SubmissionRequestService): BulkAct => ({
  perMinute: HOURS_PER_MINUTE,
  audited: ['submissions.requested', 'hour'],
  most: MOST_HOURS,
  do: async (sql, { target }) => {
    if (await submitting.requestHourOn(sql, hourOf(target))) return;
    throw new ConflictError(refusal('hour_reported_so'));
  },
});
