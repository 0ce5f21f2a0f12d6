import { z } from 'zod';
import { hourState } from './hour-state.js';
import { pageOf, pageQuery } from './page.js';
import { fen, id, instant } from './wire.js';
import { coded } from './refusals/coded.js';

/** Beyond, nothing is sold, and neither the database nor JSON writes a year of four digits. */
const OF_OUR_TIME = /^(19[7-9]|2\d\d)\d-/;

export const salesDayQuery = z.strictObject({
  ...pageQuery,
  date: z.iso
    .date({ error: coded('must_be_day') })
    .regex(OF_OUR_TIME, { error: coded('must_be_of_years', { first: 1970, last: 2999 }) })
    .optional()
    .meta({ description: 'Of the stores’ business days. Left out: the one that each store has at present.' }),
});

const salesDayHour = z.object({
  hourStart: instant,
  hourEnd: instant,
  clock: z.string().meta({ description: 'HH:mm, the store’s clock when it begins.' }),
  state: hourState.nullable().meta({
    description: 'Null: it is not over yet, or nobody takes the hours of the store.',
  }),
  orders: z.int(),
  totalFen: fen.meta({
    description: 'As derived; of an hour that is not derived, what orders add to it by now.',
  }),
});

/** A store’s business day, hour by hour, as far as its hours have begun. */
export const salesDay = z
  .object({
    storeId: id,
    storeCode: z.string(),
    storeName: z.string(),
    timeZone: z.string(),
    businessDate: z.string().meta({ description: 'yyyy-MM-dd.' }),
    from: instant,
    to: instant,
    hours: z.array(salesDayHour),
  })
  .meta({ id: 'SalesDay' });

export const salesDayPage = pageOf(salesDay).extend({ asOf: instant });
