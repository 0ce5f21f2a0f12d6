import { calendarPeriod } from '#connectors-core/calendar-period.js';
import type { CallQuota, QuotaPeriod, QuotaReading } from '#connectors-core/call-quota.js';
import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { z } from 'zod';
import { accessLimits, accessLog } from './pospal-access.schema.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { toVendorTime, VENDOR_ZONE } from './pospal.schema.js';

/** The daily quota of an appId. That a day is one of Asia/Shanghai is inferred, as for all its clocks. */
export class PospalQuota implements CallQuota {
  constructor(private readonly client: PospalClient) {}

  caller({ config }: Account<PospalConfig>): string {
    return config.appId;
  }

  period(at: Date): QuotaPeriod {
    return calendarPeriod(at, 'day', VENDOR_ZONE);
  }

  limit({ config }: Account<PospalConfig>): number | null {
    return config.dailyCalls ?? null;
  }

  async read({ start }: QuotaPeriod, account: Account<PospalConfig>): Promise<QuotaReading> {
    const day = toVendorTime(start).slice(0, 10);
    const { config } = account;
    const limits = await this.client.query(
      account,
      'openApiLimitAccess/queryAccessTimes',
      accessLimits,
      () => ({}),
    );
    const log = await this.client.query(
      account,
      'openApiLimitAccess/queryDailyAccessTimesLog',
      accessLog,
      () => ({ beginDate: day, endDate: day }),
    );
    const limit = config.dailyCalls ?? limitOn(day, limits.value);
    const today = log.value.find(({ accessDate }) => accessDate?.startsWith(day) ?? log.value.length === 1);
    return { limit, used: usedOf(today?.times, limit, config.accessTimesMean) };
  }
}

/** The one in force on the day, else the first. */
function limitOn(day: string, limits: z.output<typeof accessLimits>): number {
  const inForce = limits.find(
    ({ startDate, endDate }) =>
      (startDate ?? day).slice(0, 10) <= day && day <= (endDate ?? day).slice(0, 10),
  );
  const limit = (inForce ?? limits[0])?.limitTimes;
  if (limit !== undefined) return limit;
  throw new ConnectorError('invalid_response', 'queryAccessTimes names no limitTimes');
}

/** A day without an entry has seen no call. */
function usedOf(times: number | undefined, limit: number, mean: PospalConfig['accessTimesMean']): number {
  if (times === undefined) return 0;
  return mean === 'used' ? times : Math.max(0, limit - times);
}
