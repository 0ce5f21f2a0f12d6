import { z } from 'zod';
import { pageOf } from './page.js';
import { id, instant } from './wire.js';

/** Who does something in the hub: an API key, by itself or in a session that began with it. */
export const actor = z
  .object({ kind: z.enum(['key']), id, name: z.string().meta({ description: 'The key’s name.' }) })
  .meta({ id: 'Actor' });

/** Signing in; the answer is a cookie. */
export const newSession = z
  .strictObject({
    key: z
      .string()
      .min(1, { error: 'must not be empty' })
      .max(512, { error: 'must not be longer than 512 characters' }),
  })
  .meta({ id: 'NewSession' });

/** When a session ends by itself. */
export const sessionEnds = z
  .object({
    id,
    endsAt: instant.meta({ description: 'Whatever it is used for.' }),
    idleEndsAt: instant.meta({ description: 'Unless it is used before; to the minute.' }),
  })
  .meta({ id: 'SessionEnds' });

export const session = sessionEnds
  .extend({
    actor,
    createdAt: instant,
    lastUsedAt: instant.meta({ description: 'To the minute.' }),
    client: z.string().meta({ description: 'What the browser says that it is.' }),
    current: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
  })
  .meta({ id: 'Session' });

export const sessionPage = pageOf(session);
