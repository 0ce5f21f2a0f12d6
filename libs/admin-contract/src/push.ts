import { z } from 'zod';
import { faultCode } from './error-codes.js';
import { orLater } from './wire.js';

export const pushAddress = z
  .object({
    ok: z.boolean(),
    message: z.string().meta({ description: 'What the vendor answered.' }),
    code: orLater(faultCode).nullable(),
    vendorCode: z.string().nullable(),
    registeredUrl: z.string().nullable().meta({
      description:
        'Where the vendor sends its notifications; null when nowhere, or when it could not be asked.',
    }),
    webhookUrl: z.string().meta({ description: 'The account’s own address; keep it secret.' }),
    matches: z.boolean().meta({ description: 'Whether the vendor sends to the account’s own address.' }),
  })
  .meta({ id: 'PushAddress' });

export const pushChange = z
  .strictObject({
    url: z.string().min(1).max(2_000).optional().meta({
      description:
        'The account’s own webhookUrl unless told, e.g. because a gateway stands in front of the hub.',
    }),
  })
  .meta({ id: 'PushChange' });
