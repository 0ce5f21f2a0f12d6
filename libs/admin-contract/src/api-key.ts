import { z } from 'zod';
import { pageOf } from './page.js';
import { id, instant, shortText } from './wire.js';

export const newApiKey = z.strictObject({ name: shortText(100) }).meta({ id: 'NewApiKey' });

export const apiKey = z
  .object({ id, name: z.string(), createdAt: instant, revokedAt: instant.nullable() })
  .meta({ id: 'ApiKey' });

export const apiKeyPage = pageOf(apiKey);

export const createdApiKey = apiKey
  .extend({ key: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'CreatedApiKey' });
