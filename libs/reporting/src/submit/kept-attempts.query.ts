import type { RetainedMonths } from '#database/retained.js';

/** The attempts of a report are kept at least until it is settled, and looked at for the last time. */
export const KEPT_SUBMISSION_ATTEMPTS: RetainedMonths = {
  table: 'submission_attempts',
  time: 'started_at',
  holds: [
    {
      code: 'open_report',
      where: `EXISTS (SELECT FROM submissions s WHERE s.id = t.submission_id
                AND (s.settled_at IS NULL OR s.confirm_at IS NOT NULL))`,
    },
  ],
};
