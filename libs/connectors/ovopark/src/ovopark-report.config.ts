import type { ConfigField } from '#connectors-core/config-field.js';
import { RESTATE } from '#connectors-core/restate-field.js';

/** What a count of a report may count. */
const COUNTS = {
  items: { zh: '商品件数', en: 'items sold' },
  orders: { zh: '订单数', en: 'orders' },
  lines: { zh: '商品行数', en: 'lines of orders' },
} as const;

/** What is reported of an hour. */
export const reportFields = [
  {
    name: 'reportClock',
    labels: { zh: '上报的小时按什么时间', en: 'Clock of the reported hour' },
    descriptions: {
      zh: '上报里的统计时间（createTime）是这个小时的开头，按北京时间（默认）还是门店所在时区写。国内的门店两个一样。万店掌没有写时区。',
      en: 'createTime is the hour’s first instant on this clock. vendor, the default: Asia/Shanghai; the vendor names no zone. store: the store’s own zone. They agree for stores in China.',
    },
    type: 'choice',
    choices: {
      vendor: { zh: '北京时间', en: 'time of Asia/Shanghai' },
      store: { zh: '门店所在时区的时间', en: 'the store’s own time' },
    },
    default: 'vendor',
  },
  {
    name: 'dealNum',
    labels: { zh: '销售件数（dealNum）', en: 'dealNum counts' },
    descriptions: {
      zh: '上报的 dealNum 数什么。页面的英文写 purchases，万店掌自己的门店应用叫“销售件数”，所以默认是商品件数（称重的一行算一件）。',
      en: 'The page says “purchases”, Ovopark’s own store app 销售件数: items sold, the default (a weighed line counts as one).',
    },
    type: 'choice',
    choices: COUNTS,
    default: 'items',
  },
  {
    name: 'dealPersonNum',
    labels: { zh: '销售单数（dealPersonNum）', en: 'dealPersonNum counts' },
    descriptions: {
      zh: '上报的 dealPersonNum 数什么。页面的英文写 consumers，万店掌自己的门店应用叫“销售单数”，所以默认是订单数。',
      en: 'The page says “consumers”, Ovopark’s own store app 销售单数: orders, the default.',
    },
    type: 'choice',
    choices: COUNTS,
    default: 'orders',
  },
  {
    name: 'reportOrgId',
    labels: { zh: '上报带的 orgid', en: 'orgid of a report' },
    descriptions: {
      zh: '只有代理几家企业的代理商才要填：每次上报带上这个 orgid。万店掌自己的样例带它，页面没有写。不填就不带。',
      en: 'Sent as orgid with each report, for agents who act for several organisations: the vendor’s own sample has it, the page does not. Empty: not sent.',
    },
    type: 'text',
  },
  RESTATE,
] as const satisfies readonly ConfigField[];
