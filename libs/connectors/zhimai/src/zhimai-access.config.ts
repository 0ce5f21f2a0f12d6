import type { BothText } from '#connectors-core/both-text.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import type { FieldCase } from './zhimai.signer.js';

/** Who calls, how it is signed, and what notifications must carry. */
export const accessFields = [
  {
    name: 'openId',
    labels: { zh: 'OpenId（密钥 Id）', en: 'OpenId' },
    descriptions: {
      zh: '企迈开放平台给你们的密钥 Id，在开放平台的控制台里看；在哪个菜单，我们没有资料。',
      en: 'The key id (密钥Id), from the console of the vendor’s open platform; we do not know under which menu.',
    },
    type: 'text',
    required: true,
  },
  {
    name: 'grantCode',
    labels: { zh: 'GrantCode（授权 code）', en: 'Grant code' },
    descriptions: {
      zh: '商家把自己的数据授权给上面这个 OpenId 以后得到的授权 code。每个商家一个。',
      en: 'The authorisation code (授权code) that the merchant granted to this OpenId; one for each merchant.',
    },
    type: 'text',
    required: true,
  },
  {
    name: 'openKey',
    labels: { zh: 'OpenKey（密钥）', en: 'OpenKey' },
    descriptions: {
      zh: '和 OpenId 一对的密钥，也在开放平台的控制台里看。每次请求都用它签名，推送来的通知也用它验签，本身不发出去。',
      en: 'The secret that belongs to the OpenId, from the open platform’s console, too. It signs every request and verifies every notification, and is never sent.',
    },
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'fieldCase',
    labels: { zh: '签名里字段的写法', en: 'Field names in the signature' },
    descriptions: {
      zh: '签名的文字里写 openId=…（默认）还是 OpenId=…。企迈没有公布 V2 用哪一种，只有小写开头有公开的例子。测试账号时对方说签名不对，就换另一种试。',
      en: 'Whether the signed text says openId=… (camel, the default) or OpenId=… (pascal). Unpublished for V2; camel is the only form with public proof. Try the other when the test call answers “signature”.',
    },
    type: 'choice',
    choices: {
      camel: { zh: '小写开头（openId）', en: 'lower case first (openId)' },
      pascal: { zh: '大写开头（OpenId）', en: 'capital first (OpenId)' },
    } satisfies Readonly<Record<FieldCase, BothText>>,
    default: 'camel',
  },
  {
    name: 'signAction',
    labels: { zh: '签名包含 Action', en: 'Action is signed' },
    descriptions: {
      zh: '签名的文字里要不要带上接口方法（Action），默认不带。企迈没有公布 V2 怎么做，公开的程序都不带。',
      en: 'Whether the signed text includes the Action; no unless told. Unpublished for V2; no public client signs it.',
    },
    type: 'boolean',
    default: false,
  },
  {
    name: 'bizType',
    labels: { zh: '业务编码（bizType）', en: 'Business type' },
    descriptions: {
      zh: '查订单时要带的业务编码：餐饮 1（默认），零售 2，店小铺 3，烘焙 4，营销 101。通知里没有写的时候，用这里填的。',
      en: 'Sent with an order number whose notification named none: 1 catering (the default), 2 retail, 3 small shop, 4 bakery, 101 marketing.',
    },
    type: 'integer',
    default: 1,
    min: 0,
    max: 999_999_999,
  },
  {
    name: 'pushAuth',
    labels: { zh: '收到的通知', en: 'Notifications are' },
    descriptions: {
      zh: '默认只收带正确签名的通知。企迈没有说明它的通知带不带签名：如果全部被拒，选“地址对就收”，靠推送地址里猜不到的一段来保护；带了签名的照样会验。',
      en: 'signed, the default: a notification must carry a right token. path: the unguessable address is enough, a token is verified where there is one. The vendor does not document whether it signs notifications: choose path if all are refused.',
    },
    type: 'choice',
    choices: {
      signed: { zh: '必须带正确的签名', en: 'signed' },
      path: { zh: '地址对就收', en: 'taken at their secret address' },
    },
    default: 'signed',
  },
] as const satisfies readonly ConfigField[];

/** Business codes that are not published. */
export const codeFields = [
  {
    name: 'notFoundCodes',
    labels: { zh: '“没有这个订单”的编码', en: 'Codes for “no such order”' },
    descriptions: {
      zh: '对方用哪些异常编码表示订单不存在，每行一个。企迈没有公布，所以默认是空的；说明里有“查询的信息不存在”的也算。',
      en: 'Business codes that mean that the order does not exist, one a line. Unpublished, so the list is empty; a message with 查询的信息不存在 (the page’s own sample) counts as well.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'retryableCodes',
    labels: { zh: '“稍后再试”的编码', en: 'Codes for “try again”' },
    descriptions: {
      zh: '对方用哪些异常编码表示太频繁或太忙，每行一个；收到就过一会儿再试。企迈没有公布，默认的 110004 和 110007 来自一个 V3 程序。',
      en: 'Business codes that mean “too often” or “busy”, one a line; the call is made again later. Unpublished; the default (110004, 110007) is what one V3 client retries.',
    },
    type: 'list',
    default: ['110004', '110007'],
  },
] as const satisfies readonly ConfigField[];
