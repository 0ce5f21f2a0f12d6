import type { ConfigField } from '#connectors-core/config-field.js';

/** Where an answer of searchPos has its tickets, and what a ticket calls its own: no page describes it. */
export const ticketFields = [
  {
    name: 'listPlaces',
    labels: { zh: '小票列表在哪里', en: 'Places of the list' },
    descriptions: {
      zh: '回答里哪些位置可能是小票列表，每行一个。只认其中有列表的那一个；一个都没有算出错，不当作“没有小票”。页面没有写，默认是万店掌其他接口放列表的位置。',
      en: 'Where the tickets may be in the answer, one place a line: the one place that has a list is taken, and an answer without one is an error, not “no tickets”. The page says nothing; the defaults are where the vendor’s other methods have theirs.',
    },
    type: 'list',
    default: ['data', 'data.list', 'data.rows', 'data.records'],
  },
  {
    name: 'totalPlaces',
    labels: { zh: '总数在哪里', en: 'Places of the total' },
    descriptions: {
      zh: '回答里哪个位置是这段时间的小票总数，默认 data.total（万店掌其他接口这样放）：没有读够这么多就接着读。如果那里的数不是总数，改成一个不存在的位置。',
      en: 'Where the answer may say how many tickets the window has: reading goes on until so many were listed. The default, data.total, is where the vendor’s other methods have it. Name a place that there is not if it means something else.',
    },
    type: 'list',
    default: ['data.total'],
  },
  {
    name: 'ticketIdNames',
    labels: { zh: '小票号的字段名', en: 'Names of a ticket’s number' },
    descriptions: {
      zh: '每行一个，用小票上有的第一个；一个都没有的小票列为没有读懂。默认 ticketId，是上传订单的接口（sendOrder）用的名字；查小票的页面没有写。',
      en: 'One a line; the first that a ticket has counts, and one without any is shown as not read. The default, ticketId, is the name in the upload of orders (sendOrder); the page of searchPos names none.',
    },
    type: 'list',
    default: ['ticketId'],
  },
  {
    name: 'ticketTimeNames',
    labels: { zh: '小票时间的字段名', en: 'Names of a ticket’s time' },
    descriptions: {
      zh: '每行一个，用小票上有的第一个。时间写成 yyyy-MM-dd HH:mm:ss（北京时间）或 1970 年以来的毫秒数。ticketTimeStr 来自一个公开程序，ticketTime 是猜的。',
      en: 'One a line; the first that a ticket has counts: yyyy-MM-dd HH:mm:ss in Asia/Shanghai, or milliseconds since 1970. ticketTimeStr is what a public client uploads, ticketTime a guess.',
    },
    type: 'list',
    default: ['ticketTimeStr', 'ticketTime'],
  },
  {
    name: 'ticketTotalNames',
    labels: { zh: '小票金额的字段名', en: 'Names of a ticket’s amount' },
    descriptions: {
      zh: '每行一个，用小票上有的第一个，单位是元。猜的：total 是上报销售额用的名字。只和上报的数放在一起看，不算销售额。',
      en: 'One a line; the first that a ticket has counts, in yuan. A guess: total is what the reports of sales call theirs. Shown beside what was reported, never counted as a sale.',
    },
    type: 'list',
    default: ['total', 'totalPrice'],
  },
] as const satisfies readonly ConfigField[];
