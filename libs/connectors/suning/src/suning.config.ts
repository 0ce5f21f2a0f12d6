import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIR_SHARE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { KNOWN_FULFILMENTS } from '#domain/order-status.js';

/** What the vendor's page leaves open is a setting here; each description says what the default rests on. */
export const suningFields = [
  {
    name: 'appKey',
    label: 'appKey',
    description: 'The application’s key from Suning’s open platform (open.suning.com).',
    type: 'text',
    required: true,
  },
  {
    name: 'appSecret',
    label: 'appSecret',
    description: 'The secret that belongs to the appKey; it signs every request.',
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'accessToken',
    label: 'access_token',
    description: 'Only for an application that the merchant authorised by OAuth; else leave it empty.',
    type: 'text',
    sensitive: true,
  },
  {
    name: 'format',
    label: 'Requests and answers in',
    description: 'What is sent and what is asked for. An answer in the other one is read all the same.',
    type: 'choice',
    choices: ['json', 'xml'],
    default: 'json',
  },
  {
    name: 'orderSources',
    label: 'Order sources',
    description:
      'Which order sources are listed; each costs calls of its own, so name only those that you sell through. 201 Tmall, 202 1688, 203 Suning, 204 Amazon China, 205 Dangdang, 206 eBay, 207 VIP, 208 Yihaodian, 209 Gome, 210 Paipai, 211 Jumei, 212 Lefeng, 214 JD, 301 other.',
    type: 'list',
    required: true,
  },
  {
    name: 'orderSourceAccounts',
    label: 'Whose order numbers they are',
    description:
      'Order source → the id of the account whose own order numbers Suning gets from it, e.g. 301 → your storefront account. Such an order joins that account’s order by itself. A source that is not listed joins nothing.',
    type: 'map',
    default: {},
  },
  {
    name: 'queryType',
    label: 'What is listed',
    description: '0 everything, 1 deliveries, 2 returns.',
    type: 'choice',
    choices: ['0', '1', '2'],
    default: '0',
  },
  {
    name: 'orderStatusMap',
    label: 'orderStatus means',
    description:
      'orderStatus → created, accepted, preparing, ready, shipped, completed or cancelled. A value that is not listed is unknown and kept as it is. The page says 01 待处理, 02 处理完成, 03 处理异常, 04 处理失败, 05 取消成功: the last word on 02 is yours (completed, or only accepted, if “processed” means that no more to you).',
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: { '01': 'created', '02': 'completed', '05': 'cancelled' },
  },
  {
    name: 'jobStatusMap',
    label: 'jobStatus means',
    description:
      'Words of your own to show beside a job’s raw status: jobStatus → word, or jobType:jobStatus → word (0 delivery, 1 warehouse, 2 after-sale). The vendor publishes no list: ships empty. It decides nothing.',
    type: 'map',
    default: {},
  },
  {
    name: 'pollSeconds',
    label: 'Pause between listings, seconds',
    description:
      'How often the newest orders of each order source are listed. Each listing costs a call at least. Left empty: listings take 16 % of the calls that there are, and where nobody knows how many those are 60 seconds.',
    type: 'integer',
    min: 5,
    max: 86_400,
  },
  {
    name: 'requestsPerSecond',
    label: 'Calls per second',
    description:
      'At most, from one instance of the hub. Suning publishes no rate; the default is our own caution.',
    type: 'integer',
    default: 2,
    min: 1,
    max: 500,
  },
  {
    name: 'quotaCalls',
    label: 'Calls in a period',
    description:
      'At most, from all instances together and all accounts of one appKey. Suning publishes no number: empty means no such bound.',
    type: 'integer',
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'quotaPeriod',
    label: 'Period of that bound',
    description: 'A day is one of Asia/Shanghai.',
    type: 'choice',
    choices: ['minute', 'hour', 'day'],
    default: 'day',
  },
  PATIENCE,
  REPAIRS,
  REPAIR_SHARE,
] as const satisfies readonly ConfigField[];

export type SuningConfig = ConfigOf<typeof suningFields>;

export const suningMappedFields: readonly MappedField[] = [
  { field: 'orderStatus', group: 'fulfilment', setting: 'orderStatusMap' },
];
