import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { id, instant, queryFlag } from './wire.js';

const itemName = z.string().meta({ description: 'As the storefront writes it; outer spaces do not matter.' });
const itemSpec = z.string().optional().meta({
  description: 'Size, flavour and the like. Without it: whatever the spec, where none is mapped by itself.',
});

const productInput = z
  .strictObject({
    itemName,
    itemSpec,
    productUid: z.string().meta({
      description: 'Digits, from 1 to 9223372036854775807, always as text.',
      examples: ['880123456789012345'],
    }),
    units: z
      .string()
      .optional()
      .meta({ description: 'How many of the till’s units one item is: decimal text, "1" unless told.' }),
  })
  .meta({ id: 'ProductInput' });

const several = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(1_000);

export const productInputs = z.strictObject({ items: several(productInput) }).meta({ id: 'ProductInputs' });

export const productsSaved = z
  .object({
    saved: z.int().meta({ description: 'New, or other than before.' }),
    unchanged: z.int(),
  })
  .meta({ id: 'ProductsSaved' });

export const productItems = z
  .strictObject({ items: several(z.strictObject({ itemName, itemSpec })) })
  .meta({ id: 'ProductItems' });

/** For one item, where a body is no way for the client. */
export const productItemQuery = z.strictObject({ itemName: itemName.optional(), itemSpec });

export const productsRemoved = z
  .object({ removed: z.int().meta({ description: 'How many of them there were.' }) })
  .meta({ id: 'ProductsRemoved' });

export const productQuery = z.strictObject({
  ...pageQuery,
  q: z.string().min(1).max(300).optional().meta({ description: 'Part of the item’s name.' }),
});

export const productCsvQuery = z.strictObject({
  spreadsheet: queryFlag.meta({
    description:
      'Marks cells that a spreadsheet would change, long digits above all, as text by a leading apostrophe.',
  }),
});

const product = z
  .object({
    id,
    accountId: id,
    itemName: z.string(),
    itemSpec: z.string().meta({ description: 'Empty: whatever the spec.' }),
    productUid: z.string(),
    units: z.string(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Product' });

export const productPage = pageOf(product);
