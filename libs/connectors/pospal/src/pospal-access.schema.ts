import { z } from 'zod';
import { wireInteger, wireOptional } from '#connectors-core/wire-schema.js';
import { anyCase, text } from './pospal.schema.js';

const whole = wireInteger.transform(Number).refine((value) => Number.isSafeInteger(value) && value >= 0, {
  error: 'is not a number of calls',
});

const oneOrMany = <S extends z.ZodType>(entry: S) =>
  z.preprocess((value) => (Array.isArray(value) ? (value as unknown[]) : [value]), z.array(entry));

/** openApiLimitAccess/queryAccessTimes: the quota of a day, in force between two dates. */
export const accessLimits = oneOrMany(
  anyCase({ limitTimes: whole, startDate: text.catch(null), endDate: text.catch(null) }),
);

/** openApiLimitAccess/queryDailyAccessTimesLog, one entry a day. The vendor's own sample lacks a c. */
export const accessLog = oneOrMany(
  anyCase({
    accessDate: text,
    haveAccessTimes: wireOptional(whole),
    haveAcessTimes: wireOptional(whole),
  }).transform(({ accessDate, haveAccessTimes, haveAcessTimes }, context) => {
    const times = haveAccessTimes ?? haveAcessTimes;
    if (times !== null) return { accessDate, times };
    context.addIssue({ code: 'custom', path: ['haveAccessTimes'], message: 'is missing' });
    return z.NEVER;
  }),
);

/** openNotificationOpenApi/queryPushUrl. */
export const pushUrl = anyCase({ sendUrl: text });
