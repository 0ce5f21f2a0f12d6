import { z } from 'zod';

/** One setting of an account: forms are made from these. */
const configField = z
  .object({
    name: z.string(),
    label: z.string(),
    description: z.string(),
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
    pattern: z.string().optional(),
    min: z.int().optional(),
    max: z.int().optional(),
  })
  .meta({ id: 'ConfigField' });

export const connector = z
  .object({
    id: z.string(),
    title: z.string(),
    defaultBaseUrl: z.string().nullable(),
    webhook: z.boolean().meta({ description: 'Whether it takes deliveries.' }),
    salesSink: z.boolean().meta({ description: 'Whether hourly sales can be reported to it.' }),
    orderSink: z.boolean().meta({ description: 'Whether orders can be placed there: see its products.' }),
    quota: z.boolean().meta({ description: 'Whether its calls are counted: see GET …/quota.' }),
    push: z.boolean().meta({ description: 'Whether its webhook address is set by a call: see GET …/push.' }),
    storeIds: z.enum(['vendor', 'own', 'account']).meta({
      description:
        'Which store its orders are of: `vendor`, the id in them, by a binding; `own`, our store code in them, no ' +
        'binding is needed; `account`, the one that the account is bound to, whatever the label.',
    }),
    fields: z.array(configField),
  })
  .meta({ id: 'Connector' });

export const connectorList = z.object({ items: z.array(connector), nextCursor: z.null() });
