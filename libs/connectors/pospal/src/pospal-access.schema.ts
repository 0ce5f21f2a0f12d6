import { z } from 'zod';
import { wireInteger, wireOptional } from '#connectors-core/wire-schema.js';
import { anyCase, text } from './pospal.schema.js';

const whole = wireInteger.transform(Number).refine((value) => Number.isSafeInteger(value) && value >= 0, {
  error: 'is not a number of calls',
});

const oneOrMany = <S extends z.ZodType>(entry: S) =>
  z.preprocess((value) => (Array.isArray(value) ? (value as unknown[]) : [value]), z.array(entry));

/** No calls at all are nobody's quota: 0 stands where the vendor does not say. */
const limitTimes = wireOptional(whole).transform((calls) => (calls === 0 ? null : calls));

/** openApiLimitAccess/queryAccessTimes: the quota of a day, in force between two dates. */
export const accessLimits = oneOrMany(
  anyCase({
    ...{ appId: text.catch(null), limitTimes },
    ...{ startDate: text.catch(null), endDate: text.catch(null) },
  }),
);

/**
 * openApiLimitAccess/queryDailyAccessTimesLog: an entry a day, and for each appId of the chain. The vendor's own
 * sample lacks a c.
 */
export const accessLog = oneOrMany(
  anyCase({
    ...{ appId: text.catch(null), accessDate: text, limitTimes },
    haveAccessTimes: wireOptional(whole),
    haveAcessTimes: wireOptional(whole),
  }).transform(({ haveAccessTimes, haveAcessTimes, ...entry }) => ({
    ...entry,
    times: haveAccessTimes ?? haveAcessTimes,
  })),
);

/** openNotificationOpenApi/queryPushUrl. */
export const pushUrl = anyCase({ sendUrl: text });
