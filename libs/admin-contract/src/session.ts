import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { id, instant, queryFlag } from './wire.js';
import { coded } from './refusals/coded.js';

/** Who does something in the hub: an API key or a user, by itself or in a session that began with it. */
export const actor = z
  .object({
    kind: z.enum(['key', 'user']),
    id,
    name: z.string().meta({ description: 'Of the key or the user.' }),
  })
  .meta({ id: 'Actor' });

/** Longer than any key or password is: what is longer is looked at no further. */
const LONGEST_SECRET = 512;

export const typedSecret = z
  .string()
  .min(1, { error: coded('must_not_be_empty') })
  .max(LONGEST_SECRET, { error: coded('must_not_be_longer', { most: LONGEST_SECRET }) });

interface ShownBody {
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
}

/** A key by itself, or a name with a password. */
function faultOfShown({ key, name, password }: ShownBody): [field: string, message: string] | undefined {
  const isUser = name !== undefined || password !== undefined;
  if ((key !== undefined) === isUser) return ['key', coded('key_or_password')];
  if (key !== undefined) return undefined;
  if (name === undefined) return ['name', coded('is_required')];
  return password === undefined ? ['password', coded('is_required')] : undefined;
}

/** Signing in, by a key or by a name and a password; the answer is a cookie. */
export const newSession = z
  .strictObject({
    key: typedSecret.optional(),
    name: typedSecret.optional().meta({ description: 'Of a user, in whatever case.' }),
    password: typedSecret.optional(),
  })
  .superRefine((given, context) => {
    const [field, message] = faultOfShown(given) ?? [];
    if (field !== undefined) context.addIssue({ code: 'custom', path: [field], message });
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

export const sessionQuery = z.strictObject({
  ...pageQuery,
  mine: queryFlag.meta({
    description: 'Only those of who asks; whoever does not administer sees no others.',
  }),
});

export const sessionPage = pageOf(session);
