import type { ConfigField } from '#connectors-core/config-field.js';

/** The login that reading tickets wants. Reporting sales needs none and never waits for one. */
export const loginFields = [
  {
    name: 'userName',
    labels: { zh: '业务平台帐号', en: 'User name' },
    descriptions: {
      zh: '万店掌业务平台的登录帐号，不是开发者平台的。填了帐号和密码才读小票；只上报销售额不用填。',
      en: 'Of a user of the business platform, not of the developers’ console. With it and the password the tickets of all bound stores are read; reporting sales needs neither.',
    },
    type: 'text',
  },
  {
    name: 'password',
    labels: { zh: '密码', en: 'Password' },
    descriptions: {
      zh: '上面帐号的密码，照平时登录时输入的填。发出去的是它的 MD5（32 位小写），这是页面的要求。',
      en: 'Of that user, as the user types it; it is sent as MD5 in 32 lower-case characters, as the page says.',
    },
    type: 'text',
    sensitive: true,
  },
  {
    name: 'loginMethod',
    labels: { zh: '登录接口', en: 'Login method' },
    descriptions: {
      zh: '默认 mobileLogin，查小票的页面写的就是它；较新的公开程序用 ssoLogin。登录不成时才换。',
      en: 'open.shopweb.security.mobileLogin, the default, is what the page of searchPos names; newer public clients use ssoLogin.',
    },
    type: 'choice',
    choices: {
      mobileLogin: { zh: '手机端登录（mobileLogin）', en: 'mobileLogin' },
      ssoLogin: { zh: '单点登录（ssoLogin）', en: 'ssoLogin' },
    },
    default: 'mobileLogin',
  },
  {
    name: 'tokenHeader',
    labels: { zh: 'token 的请求头', en: 'Header of the token' },
    descriptions: {
      zh: '登录得到的 token 放在哪个请求头里，页面没有写名字。用 mobileLogin 时是 authenticator（默认，来自万店掌的样例）；用 ssoLogin 时，较新的程序用 Ovo-Authorization。',
      en: 'The page asks for a header and does not name it. authenticator, the default, is what the vendor’s samples send after mobileLogin, Ovo-Authorization what newer clients send after ssoLogin.',
    },
    type: 'text',
    pattern: '[A-Za-z0-9-]{1,64}',
    default: 'authenticator',
  },
  {
    name: 'tokenMinutes',
    labels: { zh: 'token 用多久（分钟）', en: 'Life of a token, minutes' },
    descriptions: {
      zh: '登录没有说 token 什么时候到期时，用多少分钟就重新登录，默认 30。万店掌没有公布，30 是我们自己定的谨慎数；提前被拒会马上重新登录。',
      en: 'Where the login does not say it; 30 unless told. The life of a mobileLogin token is not published: the default is our own caution, and a token that is refused earlier is renewed at once.',
    },
    type: 'integer',
    default: 30,
    min: 1,
    max: 10_080,
  },
] as const satisfies readonly ConfigField[];
