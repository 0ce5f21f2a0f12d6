import type { ConfigField } from '#connectors-core/config-field.js';

/** Who calls, and in which form. */
export const accessFields = [
  {
    name: 'appKey',
    labels: { zh: 'appKey（应用令牌）', en: 'appKey' },
    descriptions: {
      zh: '苏宁开放平台（open.suning.com）分配给你们应用的访问令牌，在平台上这个应用的资料里看；菜单叫什么，我们没有资料。调用次数按它计。',
      en: 'The token that Suning’s open platform (open.suning.com) gave to your application: see the application there; we do not know what the menu is called. Its calls are counted by it.',
    },
    type: 'text',
    required: true,
  },
  {
    name: 'appSecret',
    labels: { zh: 'appSecret（密钥）', en: 'appSecret' },
    descriptions: {
      zh: 'appKey 对应的密钥，也在苏宁开放平台上看。每次请求都用它签名，本身不发出去。',
      en: 'The secret that belongs to the appKey, from Suning’s open platform, too. It signs every request and is never sent.',
    },
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'accessToken',
    labels: { zh: 'access_token（授权令牌）', en: 'access_token' },
    descriptions: {
      zh: '只有商家用 OAuth 授权给应用时才填，其他情况留空。过期了要到苏宁开放平台换新的再填进来，系统不会自己换。',
      en: 'Only for an application that the merchant authorised by OAuth; else leave it empty. The hub does not renew it: once it has expired, get a new one from Suning’s open platform and enter it here.',
    },
    type: 'text',
    sensitive: true,
  },
  {
    name: 'format',
    labels: { zh: '报文格式', en: 'Requests and answers in' },
    descriptions: {
      zh: '发什么格式，就要对方答什么格式；默认 JSON，苏宁两种都收。对方答了另一种也能读。一般不用改。',
      en: 'What is sent and what is asked for: JSON unless told, Suning takes both. An answer in the other one is read all the same.',
    },
    type: 'choice',
    choices: { json: { zh: 'JSON', en: 'JSON' }, xml: { zh: 'XML', en: 'XML' } },
    default: 'json',
  },
] as const satisfies readonly ConfigField[];

/** How often it is called. */
export const callFields = [
  {
    name: 'pollSeconds',
    labels: { zh: '多久查一次（秒）', en: 'Pause between listings, seconds' },
    descriptions: {
      zh: '每个订单来源隔多少秒查一次新订单，每次至少用掉一次调用。不填：用掉全部调用次数的 16%；不知道有多少次时，每 60 秒一次。',
      en: 'How often the newest orders of each order source are listed. Each listing costs a call at least. Left empty: listings take 16 % of the calls that there are, and where nobody knows how many those are 60 seconds.',
    },
    type: 'integer',
    min: 5,
    max: 86_400,
  },
  {
    name: 'requestsPerSecond',
    labels: { zh: '每秒最多调用几次', en: 'Calls per second' },
    descriptions: {
      zh: '一台算盘每秒最多调用几次，默认 2。苏宁没有公布上限，2 是我们自己定的谨慎数。',
      en: 'At most, from one instance of the hub; 2 unless told. Suning publishes no rate; the default is our own caution.',
    },
    type: 'integer',
    default: 2,
    min: 1,
    max: 500,
  },
  {
    name: 'quotaCalls',
    labels: { zh: '一个周期最多几次调用', en: 'Calls in a period' },
    descriptions: {
      zh: '同一个 appKey 的所有账号、所有算盘加起来最多几次。苏宁没有公布；不填就不限。',
      en: 'At most, from all instances together and all accounts of one appKey. Suning publishes no number: empty means no such bound.',
    },
    type: 'integer',
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'quotaPeriod',
    labels: { zh: '次数按什么周期算', en: 'Period of that bound' },
    descriptions: {
      zh: '上面的次数是每分钟、每小时还是每天的，默认每天（北京时间零点起）。没有填次数就用不到。',
      en: 'Of the calls above; a day unless told, one of Asia/Shanghai. Without a number of calls it is not used.',
    },
    type: 'choice',
    choices: {
      minute: { zh: '每分钟', en: 'a minute' },
      hour: { zh: '每小时', en: 'an hour' },
      day: { zh: '每天', en: 'a day' },
    },
    default: 'day',
  },
] as const satisfies readonly ConfigField[];
