import type { ConfigField } from '#connectors-core/config-field.js';

/** How often it is called, and how many calls there are. */
export const callFields = [
  {
    name: 'pollSeconds',
    labels: { zh: '多久查一次订单（秒）', en: 'Pause between listings, seconds' },
    descriptions: {
      zh: '隔多少秒查一次新订单，每次至少用掉一次当天的调用。银豹不推送网单（我们知道的范围内），所以这也是多久能看到收银的新单。不填：用掉每天次数的 16%（300 次时 30 分钟一次，500 次时 18 分钟）；不知道有多少次时，每 60 秒一次。',
      en: 'How often the newest orders are listed. Pospal announces no online orders by name that we know of, so this is how fast a till’s order is seen; each listing costs a call of the daily quota. Left empty: listings take 16 % of the daily calls (30 minutes at 300, 18 at 500), and where nobody knows how many there are 60 seconds.',
    },
    type: 'integer',
    min: 5,
    max: 86_400,
  },
  {
    name: 'pageSize',
    labels: { zh: '一页有几个订单', en: 'Orders a page' },
    descriptions: {
      zh: '银豹一次给多少订单，默认 100（公开的程序见到的）；回答里自己写了的，以它为准。不满一页就是最后一页；满一页又没有说怎么往下读的，改查更短的时间。',
      en: 'As many as a listing gives at once; only for answers that do not say it themselves. A page of fewer is the last. One of as many or more that names no way on cannot show that it is all: its rows count, and shorter stretches are asked for. 100, the default, was seen by clients.',
    },
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
  },
  {
    name: 'requestsPerSecond',
    labels: { zh: '每秒最多调用几次', en: 'Calls per second' },
    descriptions: {
      zh: '默认 20。银豹只限每天的次数，没有公布每秒的，20 是我们自己定的谨慎数。',
      en: 'At most; 20 unless told. Pospal publishes no rate, only a daily quota; the default is our own caution.',
    },
    type: 'integer',
    default: 20,
    min: 1,
    max: 500,
  },
  {
    name: 'concurrency',
    labels: { zh: '最多同时几个调用', en: 'Calls at once' },
    descriptions: {
      zh: '默认 4。银豹没有公布，4 是我们自己定的谨慎数。',
      en: 'At most; 4 unless told. Nothing is published; the default is our own caution.',
    },
    type: 'integer',
    default: 4,
    min: 1,
    max: 64,
  },
  {
    name: 'dailyCalls',
    labels: { zh: '每天最多调用几次', en: 'Calls per day' },
    descriptions: {
      zh: '不填就问银豹（queryAccessTimes），填了以这里为准。银豹没有公布是多少；见过的是每个 appId 每天 300 次，失败的也算。',
      en: 'Overrides the daily quota that Pospal tells (queryAccessTimes); leave empty to ask. Its size is not published: 300 for each appId was seen, failed calls counted.',
    },
    type: 'integer',
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'accessTimesMean',
    labels: { zh: 'haveAccessTimes 是什么', en: 'haveAccessTimes counts' },
    descriptions: {
      zh: '银豹的每日调用记录里，haveAccessTimes 是已用的次数（默认，字面是这个意思）还是剩余的。银豹没有说明。',
      en: 'Whether the daily log’s haveAccessTimes is the calls already used, the default, or those left. Not documented; “used” is what its name says.',
    },
    type: 'choice',
    choices: { used: { zh: '已用次数', en: 'calls used' }, left: { zh: '剩余次数', en: 'calls left' } },
    default: 'used',
  },
] as const satisfies readonly ConfigField[];

/** What the vendor's unpublished error codes mean. */
export const codeFields = [
  {
    name: 'notFoundCodes',
    labels: { zh: '“没有这个订单”的编码', en: 'Codes for “no such order”' },
    descriptions: {
      zh: '哪些错误代码（errorCode）表示订单不存在，每行一个。银豹没有公布代码表，所以默认是空的；说明里写订单“不存在”的也算。',
      en: 'One errorCode a line. The table of error codes is unpublished, so the list is empty. A message that says 不存在 or “not found” of an order counts as well.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'signatureCodes',
    labels: { zh: '“签名不对”的编码', en: 'Codes for “wrong signature”' },
    descriptions: {
      zh: '哪些错误代码表示签名不对，每行一个。没有公布，默认是空的；说明里写“签名错误”的也算，除非说的是订单的某个内容。',
      en: 'One errorCode a line. Unpublished: empty. A message that says that the signature is wrong (签名错误) counts as well, unless it names a field of the order.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'quotaCodes',
    labels: { zh: '“当天次数用完”的编码', en: 'Codes for “daily quota used up”' },
    descriptions: {
      zh: '哪些错误代码表示当天的调用次数用完了，每行一个。没有公布，默认是空的；说明里写“次数”到了上限的也算。',
      en: 'One errorCode a line. Unpublished: empty. A message that says that the calls (次数, quota) are used up counts as well.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'retryableCodes',
    labels: { zh: '“没有办，再试”的编码', en: 'Codes for “not done, try again”' },
    descriptions: {
      zh: '只填确实表示“什么都没有办”的错误代码，每行一个：收到它，订单会再发一次，填错会重复下单。没有公布，默认是空的；说明里写“请求频繁”“限流”的也算。',
      en: 'Unpublished: empty. Name a code here, one a line, only if it means that nothing was done: an order may be sent again after it, and would be there twice. A message that says that calls come too often (请求频繁, 限流) counts as well.',
    },
    type: 'list',
    default: [],
  },
] as const satisfies readonly ConfigField[];
