import { z } from 'zod';

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

/** One setting of an account: forms are made from these. */
const configField = z
  .object({
    name: z.string(),
    label: z.string().meta({ description: 'In English; `labels` has both languages.' }),
    labels: bothLanguages.meta({ description: 'Its name, with the vendor’s own word for it.' }),
    description: z.string().meta({ description: 'In English; `descriptions` has both languages.' }),
    descriptions: bothLanguages.meta({
      description:
        'What it is, where in the vendor’s backend it is found, its unit and default, what it changes, and what of that is ' +
        'not known.',
    }),
    type: z.enum(['text', 'integer', 'boolean', 'choice', 'list', 'map', 'flags']),
    required: z.boolean(),
    sensitive: z.boolean().meta({ description: 'Goes in and never comes out again.' }),
    default: z.unknown().optional(),
    choices: z.array(z.string()).optional(),
    flags: z
      .array(z.string())
      .optional()
      .meta({ description: 'Of type flags: the switches; the value is an object of true and false.' }),
    values: z
      .array(z.string())
      .optional()
      .meta({ description: 'Of type map: what a name may stand for; anything where it is left out.' }),
    words: z
      .record(z.string(), bothLanguages)
      .optional()
      .meta({ description: 'Each of `choices`, `flags` or `values` as people read it.' }),
    generated: z
      .object({
        prefix: z.string(),
        bytes: z.int().min(16).max(64),
        encoding: z.literal('base64'),
      })
      .optional()
      .meta({
        description:
          'Of a value that both sides agree on and whoever fills the form in may make: `prefix` and so many random bytes, ' +
          'written in `encoding`. Of a list, one entry.',
      }),
    pattern: z.string().optional(),
    min: z.int().optional(),
    max: z.int().optional(),
  })
  .meta({ id: 'ConfigField' });

export const connector = z
  .object({
    id: z.string(),
    title: z.string(),
    titles: bothLanguages.meta({ description: 'The vendor’s name.' }),
    calls: z.boolean().meta({
      description:
        'Whether the vendor is called: an account has a base URL, given with it where there is no default.',
    }),
    defaultBaseUrl: z.string().nullable(),
    webhook: z.boolean().meta({ description: 'Whether it takes deliveries.' }),
    salesSink: z.boolean().meta({ description: 'Whether hourly sales can be reported to it.' }),
    orderSink: z.boolean().meta({ description: 'Whether orders can be placed there: see its products.' }),
    quota: z.boolean().meta({ description: 'Whether its calls are counted: see GET …/quota.' }),
    push: z.boolean().meta({ description: 'Whether its webhook address is set by a call: see GET …/push.' }),
    sells: z.enum(['first', 'else', 'never']).meta({
      description:
        'Whether its orders are sales: `first`, those of a storefront are; `else`, those of a till, where no storefront’s ' +
        'order of the same is; `never`, they only show how the vendor sees it.',
    }),
    storeIds: z.enum(['vendor', 'own', 'account']).meta({
      description:
        'Which store its orders are of: `vendor`, the id in them, by a binding; `own`, our store code in them, no ' +
        'binding is needed; `account`, the one that the account is bound to, whatever the label.',
    }),
    fields: z.array(configField),
  })
  .meta({ id: 'Connector' });

export const connectorList = z.object({ items: z.array(connector), nextCursor: z.null() });
