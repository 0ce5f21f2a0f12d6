import type { WordText } from '../flag-words.js';

/** Of deliveries, and of listing what vendors have. */
export const DELIVERY_REFUSALS = {
  account_cannot_be_listed: {
    zh: '这个账号的供应商不能按时间列出订单',
    en: 'is an account of a vendor whose orders cannot be listed',
  },
  account_lists_nothing: {
    zh: '这个账号没有可列出的：设置或门店绑定里什么都没有写',
    en: 'is an account of which nothing is listed: its settings or its bindings name nothing',
  },
  conflict_not_replayed: {
    zh: '这个推送被拒收，因为它的键已用于另一份内容：不能重放',
    en: 'this delivery was refused because its key had been used for another body: it cannot be replayed',
  },
  contradiction_not_dismissed: {
    zh: '这个推送和用它单号的订单矛盾：请处理为 same、another 或 discard',
    en: 'this delivery contradicts the order that has its number: resolve it as same, another or discard',
  },
  delivery_body_gone: {
    zh: '推送的内容已经没有了：它所在的分区已删除',
    en: 'the body of the delivery is gone: its partition was dropped',
  },
  delivery_is_otherwise: { zh: '它现在{{deliveryState}}', en: 'its state is {{deliveryState}} by now' },
  delivery_names_no_order: {
    zh: '这个推送没有提到订单：里面没有可以处理的',
    en: 'this delivery names no order: there is nothing in it that could be worked off',
  },
  delivery_waits_no_more: {
    zh: '这个推送已经不用决定了',
    en: 'this delivery does not wait for a decision any more',
  },
  maps_no_values: { zh: '这个连接器没有要对应的值', en: 'this connector maps no values' },
  must_be_after_from: { zh: '必须晚于 from', en: 'must be after from' },
  must_not_be_after: { zh: '不能晚于 {{latest}}', en: 'must not be after {{latest}}' },
  must_not_be_more_days_before_to: {
    zh: '最多比 to 早 {{days}} 天',
    en: 'must not be more than {{days}} days before to',
  },
  number_only_looks_alike: {
    zh: '它的单号只是看起来和另一个一样：不会是同一个订单',
    en: 'its number only looks like the other’s: it cannot be the same order',
  },
  only_refused_dismissed: {
    zh: '这个推送{{deliveryState}}：只有被拒收的、没有处理成的才能忽略',
    en: 'this delivery is {{deliveryState}}: only one that was refused or has failed can be dismissed',
  },
  refused_not_replayed: {
    zh: '这个推送因内容被拒收：要由发送方改正后重发',
    en: 'this delivery was refused for its content: its sender must send it corrected',
  },
  relisting_too_long: {
    zh: '最多比 from 晚一天：更长的要用补读',
    en: 'must not be more than a day after from: a longer stretch is a backfill’s',
  },
  stretch_just_listed: { zh: '这一段刚刚列过：请再试一次', en: 'the stretch was just listed: ask once more' },
} as const satisfies Readonly<Record<string, WordText>>;
