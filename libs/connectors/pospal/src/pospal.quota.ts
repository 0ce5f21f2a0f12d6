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

  /** The log names the limit, most often: then it is the only call. */
  async read({ start }: QuotaPeriod, account: Account<PospalConfig>): Promise<QuotaReading> {
    const day = toVendorTime(start).slice(0, 10);
    const { config } = account;
    const { value } = await this.client.query(
      account,
      'openApiLimitAccess/queryDailyAccessTimesLog',
      accessLog,
      () => ({ beginDate: day, endDate: day }),
    );
    const entries = ours(value, config);
    const today = entries.find(({ accessDate }) => accessDate?.startsWith(day) ?? entries.length === 1);
    const limit = config.dailyCalls ?? today?.limitTimes ?? (await this.limitOn(day, account));
    return { limit, used: usedOf(today, limit, config.accessTimesMean) };
  }

  /** The one in force on the day, else the first. */
  private async limitOn(day: string, account: Account<PospalConfig>): Promise<number | null> {
    const { value } = await this.client.query(
      account,
      'openApiLimitAccess/queryAccessTimes',
      accessLimits,
      () => ({}),
    );
    const limits = ours(value, account.config);
    const inForce = limits.find(
      ({ startDate, endDate }) =>
        (startDate ?? day).slice(0, 10) <= day && day <= (endDate ?? day).slice(0, 10),
    );
    return (inForce ?? limits[0])?.limitTimes ?? null;
  }
}

/** A chain's answer has entries of all its appIds; one that names none is ours. */
const ours = <Entry extends { readonly appId: string | null }>(
  entries: readonly Entry[],
  { appId }: PospalConfig,
): Entry[] => entries.filter((entry) => entry.appId === null || entry.appId === appId);

/** A day without an entry has seen no call; what is left says nothing without a limit. */
function usedOf(
  entry: z.output<typeof accessLog>[number] | undefined,
  limit: number | null,
  mean: PospalConfig['accessTimesMean'],
): number {
  if (entry === undefined) return 0;
  if (entry.times === null)
    throw new ConnectorError('invalid_response', 'queryDailyAccessTimesLog names no haveAccessTimes');
  if (mean === 'used') return entry.times;
  return limit === null ? 0 : Math.max(0, limit - entry.times);
}
