import { z } from 'zod';
import { account } from './account.js';
import { stopReason } from './brake.js';
import { SLOW_REASON_TEXTS } from './overview-texts.js';
import { queue, queueNews } from './queue.js';
import { fen, id, instant, queryInstant } from './wire.js';

type SlowReason = keyof typeof SLOW_REASON_TEXTS;

export const slowReason = z.enum(Object.keys(SLOW_REASON_TEXTS) as [SlowReason, ...SlowReason[]]);

export const overviewQuery = z.strictObject({
  since: queryInstant.optional().meta({
    description: 'When one last looked: `changed` counts what has come since.',
  }),
});

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

const sold = z
  .object({
    orders: z.int(),
    totalFen: fen,
    provisional: z.boolean().meta({
      description: 'A source of the store is not read to the end of it: orders may be missing.',
    }),
  })
  .meta({ id: 'Sold' });

const otherHour = z.object({
  soFar: sold.meta({ description: 'Until the same time on the store’s clock.' }),
  whole: sold,
});

const storeToday = z
  .object({
    storeId: id,
    code: z.string(),
    name: z.string(),
    timeZone: z.string(),
    businessDate: z.string().meta({ description: 'yyyy-MM-dd of the store’s business day.' }),
    hour: z.object({ start: instant, end: instant, now: sold, yesterday: otherHour, weekAgo: otherHour }),
    today: z
      .object({ now: sold, yesterday: sold, weekAgo: sold })
      .meta({ description: 'Of the business day until now, and until the same time of those days.' }),
    lastSaleAt: instant
      .nullable()
      .meta({ description: 'The pay time of its newest order that sold; null: none did.' }),
    slow: z
      .object({
        of: z.enum(['hour', 'today']),
        percent: z.int().meta({ description: 'Its sales, of the lesser of yesterday’s and last week’s.' }),
        reasons: z
          .array(
            z.object({
              code: slowReason,
              params: z.record(z.string(), z.union([z.string(), z.number()])),
              text: bothLanguages,
            }),
          )
          .meta({ description: 'What may be why. Empty: nothing that is known here.' }),
      })
      .nullable()
      .meta({
        description:
          'It sells worse than usual: less than 70 % of the same time of yesterday and of a week ago, where both had at least ten orders (of the hour: five). Null: it does not, or too little is known.',
      }),
  })
  .meta({ id: 'StoreToday' });

const { health } = account.shape;

const unwellAccount = z
  .object({ accountId: id, connector: z.string(), name: z.string(), health })
  .meta({ id: 'UnwellAccount' });

const coverageLag = z
  .object({
    accountId: id,
    name: z.string().meta({ description: 'The account’s.' }),
    stream: z.string().meta({ description: 'Its stream that is the farthest behind.' }),
    completeTo: instant.nullable().meta({ description: 'Read without a gap up to then; null: not begun.' }),
    behindSeconds: z
      .int()
      .nullable()
      .meta({ description: 'Beside what the vendor itself lags. Null: not begun.' }),
  })
  .meta({ id: 'CoverageLag' });

const quotaLeft = z
  .object({
    accountIds: z.array(id).meta({ description: 'Who share the calls.' }),
    names: z.array(z.string()).meta({ description: 'Those accounts’.' }),
    connector: z.string(),
    limit: z.int().nullable().meta({ description: 'Null while nobody knows.' }),
    used: z.int(),
    left: z.int().nullable(),
    periodEnd: instant,
    emptyUntil: instant.nullable().meta({ description: 'The vendor said that nothing is left until then.' }),
  })
  .meta({ id: 'QuotaLeft' });

const stoppedBrake = z
  .object({
    scope: z.string().meta({ description: 'all, or the account’s id.' }),
    account: z.string().nullable(),
    stopId: id,
    stoppedAt: instant,
    reason: stopReason,
    text: bothLanguages,
  })
  .meta({ id: 'StoppedBrake' });

/** What an operator looks at first. */
export const overview = z
  .object({
    asOf: instant.meta({ description: 'When it was looked; it is told again for some seconds.' }),
    stores: z.array(storeToday).meta({ description: 'In the order of their codes.' }),
    queues: z.array(queue).meta({ description: 'What waits for a person; empty ones are left out.' }),
    accounts: z.array(unwellAccount).meta({ description: 'Those that are unwell or paused.' }),
    brakes: z.array(stoppedBrake).meta({ description: 'Automatic repairs that are stopped.' }),
    coverage: z.array(coverageLag).meta({ description: 'Of every account that can be listed.' }),
    quotas: z.array(quotaLeft),
    changed: z.array(queueNews).nullable().meta({
      description: 'What has come for a person since `since`, and still waits. Null: nobody asked.',
    }),
  })
  .meta({ id: 'Overview' });
