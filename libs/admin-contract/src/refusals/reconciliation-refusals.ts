import type { WordText } from '../flag-words.js';

/** Of discrepancies, their repairs and runs. */
export const RECONCILIATION_REFUSALS = {
  approved_already: { zh: '已经批准', en: 'it is approved already' },
  decided_so_already: { zh: '已经是这样', en: 'it is so already' },
  another_repair_under_way: {
    zh: '它的另一个修复（{{repair}}，{{repairId}}）{{repairState}}',
    en: 'another repair of it is {{repairState}} ({{repair}}, {{repairId}})',
  },
  discrepancy_closed: {
    zh: '已结束：各方已经一致，不用决定',
    en: 'it is closed: the stories agree by now, and nothing is to be decided',
  },
  discrepancy_closed_no_repair: {
    zh: '已结束：各方已经一致，不用修复',
    en: 'it is closed: the stories agree by now, and nothing is to be mended',
  },
  discrepancy_decided: {
    zh: '已经{{decided}}；要改决定请先“重新打开”',
    en: 'it is {{decided}} already; to decide otherwise, POST …/reopen first',
  },
  discrepancy_decided_no_repair: {
    zh: '已经{{decided}}；还是要修复请先“重新打开”',
    en: 'it is {{decided}}; to mend it after all, POST …/reopen first',
  },
  filter_means_too_many: {
    zh: '超过 {{most}} 个：请把条件缩小',
    en: 'more than {{most}} are meant: narrow the filter',
  },
  is_no_account: { zh: '没有这个账号：看“账号”页', en: 'is no account: see GET /accounts' },
  is_no_store: { zh: '没有这家门店：看“设置”里的门店', en: 'is no store: see GET /stores' },
  more_by_now: {
    zh: '现在有 {{count}} 个：请再看一遍列表',
    en: 'there are {{count}} by now: look at the list again',
  },
  must_be_order_rule: { zh: '必须是关于订单的规则：{{rules}}', en: 'must be a rule about orders: {{rules}}' },
  must_be_order_rule_of_run: {
    zh: '必须是关于订单的规则：{{rules}}；小时和账号会自己比对',
    en: 'must be a rule about orders: {{rules}}; hours and accounts are compared by themselves',
  },
  must_name_stops: {
    zh: '一次批准超过 {{most}} 个时必须写明：自动修复已停（{{stops}}）；看每页最上面的提示',
    en: 'must name what stands, where more than {{most}} are approved at once: automatic repairs are stopped (stop {{stops}}); see GET /brakes',
  },
  no_failed_delivery: { zh: '这个订单没有失败的推送', en: 'no delivery of this order has failed' },
  no_leg_there: { zh: '没有这张单', en: 'there is no such leg' },
  no_such_discrepancy: { zh: '没有这个差异', en: 'there is no such discrepancy' },
  nothing_would_mend: {
    zh: '这边做什么都修不好：各方一致后它会自己结束，也可以“忽略”或“接受”',
    en: 'nothing that the hub could do would mend it: it closes once the stories agree, and POST …/dismiss or /accept puts it away',
  },
  repair_about_hour: { zh: '这个修复是关于门店的一个小时的', en: 'this repair is about an hour of a store' },
  repair_about_leg: { zh: '这个修复是关于一张单的', en: 'this repair is about one leg' },
  repair_about_order: { zh: '这个修复是关于订单的', en: 'this repair is about an order' },
  repair_begun: {
    zh: '它{{repairState}}：已经开始的不能收回',
    en: 'it is {{repairState}}: what is begun is not taken back',
  },
  repair_ended: { zh: '已经结束：什么都没有做', en: 'it has ended: nothing of it was done' },
  repair_not_offered: {
    zh: '没有提供这个；提供的是：{{offers}}',
    en: 'is not offered; offered are: {{offers}}',
  },
  repairs_several: {
    zh: '提供了 {{count}} 个：请写明 kind、accountId 和 legId，是其中之一：{{offers}}',
    en: '{{count}} are offered: name kind, accountId and legId, one of {{offers}}',
  },
  run_ended: { zh: '这次对账已经结束', en: 'this run has ended' },
  run_of_other_days: {
    zh: '对账 {{runId}} 比对的是同一范围的其他日子（{{from}} 到 {{to}}），还没有结束：请等它结束，或在“差异”的“对账”里取消 {{runId}}',
    en: 'run {{runId}} compares other days of the same ({{from}} to {{to}}) and has not ended: wait for it, or cancel it by POST /jobs/{{runId}}/cancel',
  },
  run_too_large: {
    zh: '里面有超过 {{most}} 个订单：请一次少要一些',
    en: 'more than {{most}} orders lie in it: ask for less at once',
  },
  run_too_large_until: {
    zh: '里面有超过 {{most}} 个订单：请一次少要一些，例如到 {{until}}，再从那里接着',
    en: 'more than {{most}} orders lie in it: ask for less at once, e.g. until {{until}}, and then from there',
  },
  unapproved_command: {
    zh: '没有人批准，不给收银发命令',
    en: 'no command is sent to a till unless a person approves it',
  },
  unapproved_report: {
    zh: '没有人批准，不按要求上报',
    en: 'nothing is reported as asked for unless a person approves it',
  },
  vendor_answers_no_order: {
    zh: '这张单的供应商不能单独查一个订单',
    en: 'the vendor of this leg answers for no single order',
  },
  too_many_while_stopped: {
    zh: '自动修复停着：一次最多批准 {{most}} 个',
    en: 'automatic repairs are stopped: approve at most {{most}} at once',
  },
} as const satisfies Readonly<Record<string, WordText>>;
