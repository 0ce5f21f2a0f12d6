import { Temporal } from 'temporal-polyfill';
import type { CallQuota, QuotaPeriod } from '#connectors-core/call-quota.js';
import type { Account } from '#connectors-core/account.js';
import type { SuningConfig } from './suning.config.js';
import { VENDOR_ZONE } from './suning.schema.js';

/** Suning publishes no number of calls and cannot be asked: counted always, bounded where the account says so. */
export const suningQuota: CallQuota = {
  caller: ({ config }: Account<SuningConfig>): string => config.appKey,

  period: (at: Date, { config }: Account<SuningConfig>): QuotaPeriod => {
    const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(VENDOR_ZONE);
    const start = local.round({ smallestUnit: config.quotaPeriod, roundingMode: 'floor' });
    const end = start.add({ [`${config.quotaPeriod}s`]: 1 });
    return { start: new Date(start.epochMilliseconds), end: new Date(end.epochMilliseconds) };
  },

  limit: ({ config }: Account<SuningConfig>): number | null => config.quotaCalls ?? null,
};
