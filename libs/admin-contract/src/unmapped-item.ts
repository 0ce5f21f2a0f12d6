import { z } from 'zod';
import { id, instant } from './wire.js';

const unmappedItem = z
  .object({
    itemName: z.string().meta({ description: 'As the storefront writes it.' }),
    itemSpec: z.string().nullable(),
    orders: z.int().meta({ description: 'How many orders wait for it; an order may wait for several.' }),
    oldestAt: instant.meta({ description: 'Since when the one that waits longest does.' }),
    newestOrderId: id,
  })
  .meta({ id: 'UnmappedItem' });

/** What commands to a till wait for that only a person can say. */
export const unmappedItems = z.object({ items: z.array(unmappedItem), nextCursor: z.null() });
