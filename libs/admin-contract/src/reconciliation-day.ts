import { z } from 'zod';
import { hourState } from './hour-state.js';
import { pageOf, pageQuery } from './page.js';
import { ENDS_BEFORE, endsAfterItBegins, fen, id, instant, queryInstant } from './wire.js';
import { coded } from './refusals/coded.js';

const MOST_DAYS = 31;
const LONGEST_MS = 366 * 86_400_000;
/** 0 of what is no instant: zod asks for it all the same, and the field's own check says it. */
const lengthMs = (from: Date, to: Date): number => Number(to) - Number(from) || 0;

export const dayReason = z.enum([
  'not_placed',
  'only_at_till',
  'cancelled_at_till',
  'cancelled_at_storefront',
  'not_paid_at_till',
  'not_paid_at_storefront',
  'duplicate_at_till',
  'amount_differs',
  'refunded',
  'rule_set',
  'corrected',
  'without_time',
]);

export const reconciliationDayQuery = z
  .strictObject({
    ...pageQuery,
    limit: z.coerce
      .number<string | number>({ error: coded('must_be_whole_number_within', { least: 1, most: MOST_DAYS }) })
      .int({ error: coded('must_be_whole_number_within', { least: 1, most: MOST_DAYS }) })
      .min(1, { error: coded('must_be_at_least', { least: 1 }) })
      .max(MOST_DAYS, { error: coded('must_be_at_most', { most: MOST_DAYS }) })
      .default(MOST_DAYS),
    storeId: id,
    from: queryInstant.meta({ description: 'Hours that begin at or after it: a day may be cut off.' }),
    to: queryInstant.meta({ description: 'Hours that begin before it; at most 366 days later.' }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE)
  .refine(({ from, to }) => lengthMs(from, to) <= LONGEST_MS, {
    path: ['to'],
    error: coded('must_be_at_most_days_after_from', { days: 366 }),
  });

const amount = { orders: z.int(), totalFen: fen };
const amountOf = z.object(amount);
const rest = z
  .object({ differing: z.int(), ...amount })
  .meta({ description: 'What no reason is known of: 0 where all is explained.' });
const explanation = z.object({
  explained: z.array(
    z.object({
      reason: dayReason,
      ...amount,
      orderIds: z.array(id).meta({ description: 'The first 100.' }),
    }),
  ),
  rest,
});

/** A store's business day as each side sees it. */
export const reconciliationDay = z
  .object({
    businessDate: z.string().meta({ description: 'yyyy-MM-dd of the store’s business day.' }),
    from: instant,
    to: instant,
    storefront: amountOf.meta({ description: 'What the legs of storefronts sell.' }),
    till: amountOf.meta({ description: 'What the legs at tills sell.' }),
    counted: amountOf.meta({ description: 'What orders add to the day’s hours by the store’s rules.' }),
    reported: amountOf.meta({ description: 'What was accepted of the day’s hours.' }),
    deliveries: z.int().meta({ description: 'Orders that a shipper (Suning) delivers.' }),
    storefrontTill: explanation.meta({ description: 'The storefront’s less the till’s.' }),
    countedSold: explanation.meta({ description: 'What counts less what the leading legs sell.' }),
    countedReported: z
      .object({
        explained: z.array(z.object({ state: hourState, ...amount, hours: z.array(instant) })),
        rest,
      })
      .meta({ description: 'What counts less what was accepted, by how the hours stand.' }),
  })
  .meta({ id: 'ReconciliationDay' });

export const reconciliationDayPage = pageOf(reconciliationDay);
