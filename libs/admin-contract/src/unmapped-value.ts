import { z } from 'zod';
import { id, shortText } from './wire.js';

export const unmappedValue = z
  .object({
    field: z.string().meta({ description: 'As the vendor calls it.' }),
    value: z.string().meta({ description: 'Its first 200 characters.' }),
    setting: z.string().meta({ description: 'The setting of the account whose map lacks it.' }),
    states: z.array(z.string()).meta({ description: 'What it can be mapped to.' }),
    mappedTo: z.string().nullable().meta({
      description: 'What the map says by now; these orders are still being given it.',
    }),
    count: z.int().meta({ description: 'Orders that have it; 10000 is as many or more.' }),
    newestOrderId: id,
    newestVendorNo: z.string(),
  })
  .meta({ id: 'UnmappedValue' });

export const unmappedValues = z.object({ items: z.array(unmappedValue), nextCursor: z.null() });

export const valueMap = z
  .strictObject({ field: shortText(64), value: shortText(200), state: shortText(64) })
  .meta({ id: 'ValueMap' });
