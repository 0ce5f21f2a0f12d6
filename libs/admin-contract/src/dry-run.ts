import { z } from 'zod';
import { discrepancyRule, repairKind } from './discrepancy.js';
import { endsAfterItBegins, ENDS_BEFORE, givenInstant, id, instant } from './wire.js';

export const newDryRun = z
  .strictObject({
    rule: discrepancyRule.meta({ description: 'One about orders.' }),
    from: givenInstant,
    to: givenInstant.meta({ description: 'Of orders placed before it; 50,000 at most.' }),
    storeId: id.optional(),
    accountId: id.optional().meta({ description: 'Orders that it has a leg of, and those of its stores.' }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE)
  .meta({ id: 'NewDryRun' });

const finding = z.object({
  orderId: id,
  storeId: id.nullable(),
  accountId: id.meta({ description: 'The account that would have to move.' }),
  since: instant,
  text: z.object({ zh: z.string(), en: z.string() }),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  opens: z.boolean().meta({ description: 'It would be kept anew: it is no discrepancy now.' }),
  plan: z
    .object({ kind: repairKind, byPolicy: z.boolean() })
    .nullable()
    .meta({ description: 'What would be planned by itself; byPolicy: and begun without a person.' }),
});

export const dryRun = z
  .object({
    compared: z.int().meta({ description: 'Orders.' }),
    found: z.int().meta({ description: 'Differences by the rule whose patience is over.' }),
    opened: z.int().meta({ description: 'Of these: those that would be kept anew.' }),
    suggested: z.int().meta({ description: 'Repairs that would be planned and wait for a person.' }),
    automatic: z.int().meta({ description: 'Repairs that would be begun without a person.' }),
    silent: z
      .record(z.string(), z.int())
      .meta({ description: 'Orders that the rule could not judge, by why.' }),
    stopped: z.array(id).meta({
      description:
        'Accounts whose automatic repairs would be stopped: more than may begin within an hour. A brake that stands already is in GET /brakes.',
    }),
    stopsAll: z.boolean().meta({ description: 'All would be stopped, for the same reason.' }),
    sample: z.array(finding).meta({ description: 'The first 50.' }),
  })
  .meta({ id: 'DryRun', description: 'Nothing of it is kept, and nothing is done.' });
