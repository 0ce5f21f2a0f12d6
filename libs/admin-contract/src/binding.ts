import { z } from 'zod';
import { pageOf } from './page.js';
import { id, instant, shortText } from './wire.js';

export const newBinding = z
  .strictObject({
    storeId: z.string().meta({ description: 'Our store.' }),
    vendorStoreId: shortText(128).meta({
      description:
        'The store’s id at the vendor: Zhimai’s storeId; Ovopark’s shopId, or depId:<n>; else any label.',
    }),
  })
  .meta({ id: 'NewBinding' });

export const binding = z
  .object({
    id,
    accountId: id,
    storeId: id,
    vendorStoreId: z.string(),
    salesSink: z.boolean().meta({ description: 'Whether the store’s hours are reported through it.' }),
    createdAt: instant,
  })
  .meta({ id: 'Binding' });

export const bindingPage = pageOf(binding);
