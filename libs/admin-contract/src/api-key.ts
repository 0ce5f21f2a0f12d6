import { z } from 'zod';
import { ROLES } from './role-words.js';
import { pageOf } from './page.js';
import { givenInstant, id, instant, shortText } from './wire.js';

export const roleWished = z.enum(ROLES).meta({
  description:
    'What it may do: `viewer` reads, with personal data masked; `operator` also acts on orders and on what is wrong with them, ' +
    'and reveals with a reason; `admin` also rules over accounts, stores, keys and users.',
});

export const storeIdsWished = z
  .array(id)
  .nullable()
  .meta({ description: 'The stores of which something is seen and changed; null: all of them.' });

export const newApiKey = z
  .strictObject({
    name: shortText(100),
    role: roleWished.default('viewer'),
    storeIds: storeIdsWished.default(null),
    expiresAt: givenInstant
      .nullable()
      .default(null)
      .meta({ description: 'Null: it does not end by itself.' }),
  })
  .meta({ id: 'NewApiKey' });

/** What somebody may do, and of which stores. */
export const access = {
  role: roleWished,
  storeIds: z.array(id).nullable().meta({ description: 'Null: all stores.' }),
};

export const apiKey = z
  .object({
    id,
    name: z.string(),
    ...access,
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable().meta({ description: 'To the minute; null: never.' }),
    isFromEnvironment: z
      .boolean()
      .meta({ description: 'Whether `HUB_ADMIN_KEY` says it: another one said there ends it.' }),
  })
  .meta({ id: 'ApiKey' });

export const apiKeyPage = pageOf(apiKey);

export const createdApiKey = apiKey
  .extend({ key: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'CreatedApiKey' });
