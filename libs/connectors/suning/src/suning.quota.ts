import { calendarPeriod } from '#connectors-core/calendar-period.js';
import type { CallQuota, QuotaPeriod } from '#connectors-core/call-quota.js';
import type { Account } from '#connectors-core/account.js';
import type { SuningConfig } from './suning.config.js';
import { VENDOR_ZONE } from './suning.schema.js';

/** Suning publishes no number of calls and cannot be asked: counted always, bounded where the account says so. */
export const suningQuota: CallQuota = {
  caller: ({ config }: Account<SuningConfig>): string => config.appKey,

  period: (at: Date, { config }: Account<SuningConfig>): QuotaPeriod =>
    calendarPeriod(at, config.quotaPeriod, VENDOR_ZONE),

  limit: ({ config }: Account<SuningConfig>): number | null => config.quotaCalls ?? null,
};
