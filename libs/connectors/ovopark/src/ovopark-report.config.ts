import type { ConfigField } from '#connectors-core/config-field.js';
import { RESTATE } from '#connectors-core/restate-field.js';

/** What a count of a report may count. */
const COUNTS = ['items', 'orders', 'lines'] as const;

/** What is reported of an hour. */
export const reportFields = [
  {
    name: 'reportClock',
    label: 'Clock of the reported hour',
    description:
      'createTime is the hour’s first instant on this clock. vendor: Asia/Shanghai. store: the store’s own zone. They agree for stores in China.',
    type: 'choice',
    choices: ['vendor', 'store'],
    default: 'vendor',
  },
  {
    name: 'dealNum',
    label: 'dealNum counts',
    description:
      'The page says “purchases”, Ovopark’s own store app 销售件数: items sold (a weighed line counts as one).',
    type: 'choice',
    choices: COUNTS,
    default: 'items',
  },
  {
    name: 'dealPersonNum',
    label: 'dealPersonNum counts',
    description: 'The page says “consumers”, Ovopark’s own store app 销售单数: orders.',
    type: 'choice',
    choices: COUNTS,
    default: 'orders',
  },
  {
    name: 'reportOrgId',
    label: 'orgid of a report',
    description:
      'Sent as orgid with each report, for agents who act for several organisations: the vendor’s own sample has it, the page does not. Empty: not sent.',
    type: 'text',
  },
  RESTATE,
] as const satisfies readonly ConfigField[];
