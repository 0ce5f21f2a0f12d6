import { z } from 'zod';
import { coded } from './refusals/coded.js';

/** What every list takes. The cursor is what the part before gave as `nextCursor`; its text means nothing. */
export const pageQuery = {
  limit: z.coerce
    .number<string | number>({ error: coded('must_be_whole_number_within', { least: 1, most: 200 }) })
    .int({ error: coded('must_be_whole_number_within', { least: 1, most: 200 }) })
    .min(1, { error: coded('must_be_at_least', { least: 1 }) })
    .max(200, { error: coded('must_be_at_most', { most: 200 }) })
    .default(50),
  cursor: z.string().min(1).max(200).optional(),
};

/** What a list without filters takes. */
export const plainListQuery = z.strictObject(pageQuery);

/** What every list answers; `nextCursor` is null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
