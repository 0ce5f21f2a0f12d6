import type { ConfigField } from '#connectors-core/config-field.js';

/** The login that reading tickets wants. Reporting sales needs none and never waits for one. */
export const loginFields = [
  {
    name: 'userName',
    label: 'User name',
    description:
      'Of a user of the business platform, not of the developers’ console. With it and the password the tickets of all bound stores are read; reporting sales needs neither.',
    type: 'text',
  },
  {
    name: 'password',
    label: 'Password',
    description: 'As the user types it; it is sent as MD5 in 32 lower-case characters, as the page says.',
    type: 'text',
    sensitive: true,
  },
  {
    name: 'loginMethod',
    label: 'Login method',
    description:
      'open.shopweb.security.mobileLogin is what the page of searchPos names; newer public clients use ssoLogin.',
    type: 'choice',
    choices: ['mobileLogin', 'ssoLogin'],
    default: 'mobileLogin',
  },
  {
    name: 'tokenHeader',
    label: 'Header of the token',
    description:
      'The page asks for a header and does not name it. authenticator is what the vendor’s samples send after mobileLogin, Ovo-Authorization what newer clients send after ssoLogin.',
    type: 'text',
    pattern: '[A-Za-z0-9-]{1,64}',
    default: 'authenticator',
  },
  {
    name: 'tokenMinutes',
    label: 'Life of a token, minutes',
    description:
      'Where the login does not say it. The life of a mobileLogin token is not published: the default is our own caution, and a token that is refused earlier is renewed at once.',
    type: 'integer',
    default: 30,
    min: 1,
    max: 10_080,
  },
] as const satisfies readonly ConfigField[];
