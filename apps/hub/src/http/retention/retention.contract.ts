import {
  RETENTION_HOLD_TEXTS,
  RETENTION_KIND_TEXTS,
  RETENTION_SINCE_TEXTS,
} from '#admin-contract/retention-words.js';
import { RETENTION_KINDS } from '#domain/retention.js';
import type { KindPlan, PlannedMonth } from '#retention/retention-plan.js';
import type { RetentionStanding } from '#retention/standings.store.js';

export const toRetentionResponse = ({ standing, ...plan }: KindPlan) => ({
  ...plan,
  ...RETENTION_KINDS[plan.kind],
  text: RETENTION_KIND_TEXTS[plan.kind],
  since: RETENTION_SINCE_TEXTS[plan.kind],
  months: plan.months.map(toMonth),
  lastRun: standing && toLastRun(standing),
});

const toMonth = (month: PlannedMonth) => ({
  ...month,
  holds: month.holds.map((hold) => ({ ...hold, text: RETENTION_HOLD_TEXTS[hold.code] })),
});

const toLastRun = ({ errorMessage: error, ...standing }: RetentionStanding) => ({ ...standing, error });
