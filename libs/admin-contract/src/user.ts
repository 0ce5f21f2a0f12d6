import { z } from 'zod';
import { access, storeIdsWished, roleWished } from './api-key.js';
import { pageOf } from './page.js';
import { typedSecret } from './session.js';
import { id, instant, shortText } from './wire.js';

const name = shortText(100);

export const newUser = z
  .strictObject({ name, role: roleWished.default('viewer'), storeIds: storeIdsWished.default(null) })
  .meta({ id: 'NewUser' });

export const userChange = z
  .strictObject({
    name: name.optional(),
    role: roleWished.optional(),
    storeIds: storeIdsWished.optional(),
    disabled: z
      .boolean()
      .optional()
      .meta({ description: 'True: signs in no more, and is signed out in every hub within five seconds.' }),
  })
  .meta({ id: 'UserChange' });

/** A person who signs in by a name and a password. Users are disabled, never deleted. */
export const user = z
  .object({
    id,
    name: z.string(),
    ...access,
    createdAt: instant,
    passwordSetAt: instant.nullable().meta({ description: 'Null: none is set, and nobody signs in.' }),
    disabledAt: instant.nullable(),
    lastUsedAt: instant.nullable().meta({ description: 'To the minute; null: never.' }),
    linkExpiresAt: instant.nullable().meta({
      description: 'Until when a password can be set by the link that was made; null: there is none.',
    }),
  })
  .meta({ id: 'User' });

export const userPage = pageOf(user);

export const userWithLink = user
  .extend({
    link: z.object({
      path: z.string().meta({
        description:
          'Of this hub, shown this once: whoever opens it sets the password. What follows # is sent nowhere.',
      }),
      expiresAt: instant,
    }),
  })
  .meta({ id: 'UserWithLink' });

/** What a link holds after its #. */
export const passwordLink = z.strictObject({ token: typedSecret }).meta({ id: 'PasswordLink' });

export const passwordLinkShown = z
  .object({ name: z.string(), expiresAt: instant })
  .meta({ id: 'PasswordLinkShown' });

export const newPassword = z
  .strictObject({ token: typedSecret, password: typedSecret })
  .meta({ id: 'NewPassword' });

export const passwordChange = z
  .strictObject({ oldPassword: typedSecret, password: typedSecret })
  .meta({ id: 'PasswordChange' });
