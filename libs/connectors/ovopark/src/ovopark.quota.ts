import type { Account } from '#connectors-core/account.js';
import { calendarPeriod } from '#connectors-core/calendar-period.js';
import type { CallQuota, QuotaPeriod } from '#connectors-core/call-quota.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { VENDOR_ZONE } from './ovopark.schema.js';
import { SEARCH_METHOD } from './ovopark.search.js';

/** The calls of searchPos (208017). Whether they are counted by key, by user or by enterprise is not said: by key. */
export const ovoparkQuota: CallQuota = {
  caller: ({ config }: Account<OvoparkConfig>): string => config.akey,

  period: (at: Date, { config }: Account<OvoparkConfig>): QuotaPeriod =>
    calendarPeriod(at, config.quotaPeriod, VENDOR_ZONE),

  limit: ({ config }: Account<OvoparkConfig>): number => config.quotaCalls,

  counts: (operation) => operation === SEARCH_METHOD,
};
