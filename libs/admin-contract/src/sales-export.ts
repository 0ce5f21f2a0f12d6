import { z } from 'zod';
import { id, queryFlag, queryInstant } from './wire.js';
import { coded } from './refusals/coded.js';

const day = z.iso.date({ error: coded('must_be_day') }).optional();

export const salesExportQuery = z
  .strictObject({
    by: z.enum(['hour', 'day', 'store']).meta({
      description: 'What a row is: an hour of a store, its business day, or the store with the whole period.',
    }),
    from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
    to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
    fromDay: day.meta({ description: 'Instead: the first business day of each store.' }),
    toDay: day.meta({ description: 'The last one, which is in the file too.' }),
    storeId: id.optional().meta({ description: 'Without it: every store that has derived hours.' }),
    spreadsheet: queryFlag.unwrap().default(true).meta({
      description:
        'Marks texts that a spreadsheet would change, or take for a formula, by a leading apostrophe. false: for programs.',
    }),
  })
  .superRefine(({ from, to, fromDay, toDay }, context) => {
    const given = Object.entries({ from, to, fromDay, toDay }).filter(([, value]) => value !== undefined);
    if (PERIODS.includes(given.map(([name]) => name).join(' '))) return;
    const error = coded('period_or_days');
    for (const field of ['from', 'to']) context.addIssue({ code: 'custom', path: [field], message: error });
  });

const PERIODS: readonly string[] = ['from to', 'fromDay toDay'];

/** For the documentation: the columns of a file. */
export const SALES_EXPORT_COLUMNS =
  'storeCode, storeName, businessDate (by hour and day), hourStart and hourStartUtc (by hour), timeZone, hours and ' +
  'missingHours (by day and store), orders, items, lines, gross, discounts, freight, packaging, service, rounding, ' +
  'refunds, unparted, net, one payment:<the vendor’s word> for each method, otherPayments, revision, provisional. ' +
  'Amounts are yuan with two decimals. net = gross − discounts + freight + packaging + service + rounding − refunds + ' +
  'unparted, and the sum of the payments. The last row is the sum of all others.';
