import { Temporal } from 'temporal-polyfill';
import type { Account } from '#connectors-core/account.js';
import type { CallQuota, QuotaPeriod } from '#connectors-core/call-quota.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { VENDOR_ZONE } from './ovopark.schema.js';

/** The calls of searchPos (208017). Whether they are counted by key, by user or by enterprise is not said: by key. */
export const ovoparkQuota: CallQuota = {
  caller: ({ config }: Account<OvoparkConfig>): string => config.akey,

  period: (at: Date, { config }: Account<OvoparkConfig>): QuotaPeriod => {
    const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(VENDOR_ZONE);
    const start = local.round({ smallestUnit: config.quotaPeriod, roundingMode: 'floor' });
    const end = start.add({ [`${config.quotaPeriod}s`]: 1 });
    return { start: new Date(start.epochMilliseconds), end: new Date(end.epochMilliseconds) };
  },

  limit: ({ config }: Account<OvoparkConfig>): number => config.quotaCalls,
};
