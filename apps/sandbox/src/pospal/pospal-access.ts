import { z } from 'zod';
import { parseChinaText } from '../china-time.js';
import { chinaDay } from '../day-counts.js';
import { readFields } from './pospal-fields.js';
import type { PospalQuota } from './pospal-quota.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTill } from './pospal-tills.js';

/** What a till without a limit says: the vendor's page knows no "unlimited". */
const NO_LIMIT = 2_147_483_647;
const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 7 * DAY_MS;

const accessTimesFields = z.strictObject({ appId: z.string() });

const dayStart = z
  .string()
  .transform((day) => parseChinaText(`${day} 00:00:00`) ?? NaN)
  .refine((at) => !Number.isNaN(at), 'must be yyyy-MM-dd');
const accessLogFields = z.strictObject({ appId: z.string(), beginDate: dayStart, endDate: dayStart });

/** `{limitTimes}`, or nothing. */
function limitOf({ dailyLimit, limitTold }: PospalTill): { limitTimes?: number } {
  if (limitTold === 'absent') return {};
  return { limitTimes: limitTold === 'zero' ? 0 : (dailyLimit ?? NO_LIMIT) };
}

/** The limit and its term: the running year; null and null say "the default limit", which no term ends. */
export function accessTimes(till: PospalTill, body: unknown, now: number): object {
  readFields(accessTimesFields, body);
  const year = chinaDay(now).slice(0, 4);
  const termed = till.dailyLimit !== null;
  const entry = {
    appId: till.appId,
    ...limitOf(till),
    startDate: termed ? `${year}-01-01 00:00:00` : null,
    endDate: termed ? `${year}-12-31 23:59:59` : null,
  };
  return till.accessAnswer === 'page' ? [entry] : entry;
}

/** A row for each appId of the chain, of days with calls only. The samples spell `haveAcessTimes`. */
export function accessLog(till: PospalTill, quota: PospalQuota, body: unknown): object {
  const { beginDate, endDate } = readFields(accessLogFields, body);
  if (endDate < beginDate) throw new PospalRefusal('windowInverted');
  if (endDate - beginDate > LONGEST_MS) throw new PospalRefusal('windowTooLarge', 'more than 7 days');
  const spelled = till.accessAnswer === 'page' ? 'haveAcessTimes' : 'haveAccessTimes';
  const row = (appId: string, accessDate: string, used: number): object => ({
    ...{ appId, accessDate },
    ...limitOf(till),
    [spelled]: used,
  });
  const own = quota
    .days(till.appId, chinaDay(beginDate), chinaDay(endDate))
    .map(({ day, used }) => row(till.appId, day, used));
  const days = chinaDays(beginDate, endDate);
  return [...days.flatMap((day) => till.siblings.map(({ appId, used }) => row(appId, day, used))), ...own];
}

function chinaDays(first: number, last: number): string[] {
  const days: string[] = [];
  for (let at = first; at <= last; at += DAY_MS) days.push(chinaDay(at));
  return days;
}
