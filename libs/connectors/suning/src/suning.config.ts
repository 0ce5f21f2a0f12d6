import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIR_SHARE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { KNOWN_FULFILMENTS } from '#domain/order-status.js';
import { accessFields, callFields } from './suning-access.config.js';

/** What is listed, and what it means. */
const orderFields = [
  {
    name: 'orderSources',
    labels: { zh: '订单来源', en: 'Order sources' },
    descriptions: {
      zh: '要查哪些订单来源（orderSource），每行一个编号。每个都要另花调用次数，只填你们在卖的。201 天猫旗舰店，202 1688，203 苏宁，204 亚马逊中国，205 当当，206 eBay，207 VIP，208 一号店，209 国美，210 拍拍，211 聚美，212 乐蜂，214 京东，301 其他。',
      en: 'Which order sources (orderSource) are listed, one number a line; each costs calls of its own, so name only those that you sell through. 201 Tmall, 202 1688, 203 Suning, 204 Amazon China, 205 Dangdang, 206 eBay, 207 VIP, 208 Yihaodian, 209 Gome, 210 Paipai, 211 Jumei, 212 Lefeng, 214 JD, 301 other.',
    },
    type: 'list',
    required: true,
  },
  {
    name: 'orderSourceAccounts',
    labels: { zh: '订单号是哪个账号的', en: 'Whose order numbers they are' },
    descriptions: {
      zh: '左边填订单来源，右边填算盘里那个账号的 id：苏宁从这个来源收到的外部订单号（orderId），就是那个账号自己的订单号，例如 301 → 你们商城的账号。这样的单据会自动并到那个账号的订单里。没有写的来源，什么都不并。',
      en: 'Order source → the id of the account here whose own order numbers Suning gets from it (orderId), e.g. 301 → your storefront account. Such an order joins that account’s order by itself. A source that is not listed joins nothing.',
    },
    type: 'map',
    default: {},
  },
  {
    name: 'queryType',
    labels: { zh: '查询类型', en: 'What is listed' },
    descriptions: {
      zh: '苏宁接口的查询类型（queryType）：0 全部（默认），1 发货，2 退货。退货的行读不懂时，可以改成 1。',
      en: 'The interface’s queryType: 0 everything (the default), 1 deliveries, 2 returns. Where returns come in a shape that cannot be read, choose 1.',
    },
    type: 'choice',
    choices: {
      '0': { zh: '全部', en: 'everything' },
      '1': { zh: '发货', en: 'deliveries' },
      '2': { zh: '退货', en: 'returns' },
    },
    default: '0',
  },
  {
    name: 'orderStatusMap',
    labels: { zh: '订单状态对照', en: 'orderStatus means' },
    descriptions: {
      zh: '左边填苏宁的订单状态（orderStatus），右边选我们的状态。苏宁的说明：01 待处理，02 处理完成，03 处理异常，04 处理失败，05 取消成功。默认 01 已下单、02 已完成、05 已取消；“处理完成”如果只是接下了单，请把 02 改成已接单。没有写的状态，按“不认识”处理，原值保留。',
      en: 'orderStatus → created, accepted, preparing, ready, shipped, completed or cancelled. A value that is not listed is unknown and kept as it is. The page says 01 待处理, 02 处理完成, 03 处理异常, 04 处理失败, 05 取消成功: the last word on 02 is yours (completed, or only accepted, if “processed” means that no more to you).',
    },
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: { '01': 'created', '02': 'completed', '05': 'cancelled' },
  },
  {
    name: 'jobStatusMap',
    labels: { zh: '作业状态的说法', en: 'jobStatus means' },
    descriptions: {
      zh: '只用来显示，不影响任何判断。左边填作业状态（jobStatus），或“作业类型:作业状态”，右边填你们自己的说法。作业类型：0 配送，1 仓库，2 售后。苏宁没有公布作业状态有哪些，所以默认是空的。',
      en: 'Words of your own to show beside a job’s raw status: jobStatus → word, or jobType:jobStatus → word (0 delivery, 1 warehouse, 2 after-sale). The vendor publishes no list: ships empty. It decides nothing.',
    },
    type: 'map',
    default: {},
  },
] as const satisfies readonly ConfigField[];

/** What the vendor's page leaves open is a setting here; each description says what the default rests on. */
export const suningFields = [
  ...accessFields,
  ...orderFields,
  ...callFields,
  PATIENCE,
  REPAIRS,
  REPAIR_SHARE,
] as const satisfies readonly ConfigField[];

export type SuningConfig = ConfigOf<typeof suningFields>;

export const suningMappedFields: readonly MappedField[] = [
  { field: 'orderStatus', group: 'fulfilment', setting: 'orderStatusMap' },
];
