import { z } from 'zod';
import { pageOf } from './page.js';
import { fen, givenInstant, id, instant, shortText } from './wire.js';

export const newBinding = z
  .strictObject({
    storeId: z.string().meta({ description: 'Our store.' }),
    vendorStoreId: shortText(128).meta({
      description:
        'The store’s id at the vendor: Zhimai’s storeId; Ovopark’s shopId, or depId:<n>; else any label.',
    }),
    from: givenInstant.optional().meta({
      description:
        'Orders of that time and later are the store’s. The first binding of a vendorStoreId holds always without ' +
        'it; one that gives it to another store needs it, and ends the one before. Left out where the store’s own ' +
        'binding is opened again. Of an account that hours are reported to, the first of these.',
    }),
    confirm: z.boolean().optional().meta({
      description:
        'Whether a change of what was bound before is made; else the answer (200) says what it would do.',
    }),
  })
  .meta({ id: 'NewBinding' });

export const binding = z
  .object({
    id,
    accountId: id,
    storeId: id,
    vendorStoreId: z.string(),
    from: instant.nullable().meta({ description: 'Orders of that time and later; null: always.' }),
    to: instant.nullable().meta({ description: 'Orders before that time; null: open.' }),
    salesSink: z.boolean().meta({ description: 'Whether the store’s hours are reported through it.' }),
    createdAt: instant,
    boundAt: instant.meta({ description: 'When it was made or last opened again.' }),
  })
  .meta({ id: 'Binding' });

/** Bound; recorded orders are still on their way. */
export const bindingMoving = binding
  .extend({
    jobId: id.meta({ description: 'The job that gives recorded orders to their stores: GET /jobs/{id}.' }),
  })
  .meta({ id: 'BindingMoving' });

/** What a change would do. Nothing was done. */
export const bindingChange = z
  .object({
    storeId: id,
    vendorStoreId: z.string(),
    from: instant.nullable().meta({ description: 'Since when orders would be the store’s; null: always.' }),
    closes: id.nullable().meta({ description: 'The binding that would end at from.' }),
    reopens: id.nullable().meta({ description: 'The binding that has ended and would be open again.' }),
    orders: z
      .int()
      .meta({ description: 'Recorded orders that would be of another store, or of none any more.' }),
    hours: z
      .array(
        z.object({
          storeId: id,
          hourStart: instant,
          hourEnd: instant,
          orders: z.int().meta({ description: 'How many the hour would gain; negative: lose.' }),
          saleFen: fen,
        }),
      )
      .meta({ description: 'The hours that would move, the earliest first; at most 1,000.' }),
    moreHours: z.int().meta({ description: 'Hours that would move and are not named.' }),
  })
  .meta({
    id: 'BindingChange',
    description: 'What the change would do. Nothing was done: send it again with confirm: true.',
  });

export const bindingPage = pageOf(binding);
