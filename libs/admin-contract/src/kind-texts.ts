import type { addressKind } from './alarm-address.js';
import type { alarmKind } from './alarm.js';
import type { discrepancyEventKind } from './discrepancy.js';
import type { dispatchResolution, dispatchWay } from './dispatch.js';
import type { HINTED_KINDS } from './event.js';
import type { WordText } from './flag-words.js';
import type { JOB_KINDS } from './job.js';
import type { orderPosting, postingCause } from './order-posting.js';
import type { dayReason } from './reconciliation-day.js';
import type { runCause } from './reconciliation-run.js';
import type { submissionCause } from './submission.js';

type Of<S extends { readonly _output: PropertyKey }> = Readonly<Record<S['_output'], WordText>>;

export const ADDRESS_KIND_TEXTS = {
  webhook: { zh: '网址', en: 'webhook' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  dingtalk: { zh: '钉钉', en: 'DingTalk' },
  feishu: { zh: '飞书', en: 'Feishu' },
} as const satisfies Of<typeof addressKind>;

/** A kind of alarm as one chooses it; ALARM_TEXTS has what one says. */
export const ALARM_KIND_TEXTS = {
  account_trouble: { zh: '账号有故障', en: 'an account is unwell' },
  work_overdue: { zh: '事情拖太久', en: 'work is overdue' },
  run_failing: { zh: '对账做不下去', en: 'a comparison cannot go on' },
  run_cut_short: { zh: '对账没有做全', en: 'a comparison has left orders' },
  task_failing: { zh: '后台工作出错', en: 'a task of the hub fails' },
  vendor_clock: { zh: '对方的时钟不准', en: 'the clock of a vendor is wrong' },
  incident: { zh: '一下子很多差异', en: 'many discrepancies at once' },
  repairs_stopped: { zh: '自动修复已停', en: 'automatic repairs are stopped' },
  retention_behind: { zh: '该删除的还在', en: 'what should have gone is still there' },
  address_failing: { zh: '告警送不到', en: 'alarms do not get to an address' },
} as const satisfies Of<typeof alarmKind>;

/** What happened to a discrepancy. */
export const DISCREPANCY_EVENT_TEXTS = {
  opened: { zh: '发现差异', en: 'found' },
  reopened: { zh: '又出现了', en: 'open again' },
  updated: { zh: '情况变了', en: 'its facts have changed' },
  closed: { zh: '结束', en: 'closed' },
  dismissed: { zh: '有人忽略', en: 'dismissed' },
  accepted: { zh: '有人接受', en: 'accepted' },
  assigned: { zh: '换了负责人', en: 'assigned' },
  commented: { zh: '留言', en: 'commented' },
  text_erased: { zh: '删掉了写的字', en: 'what was written is erased' },
  repair_planned: { zh: '计划修复', en: 'a repair is planned' },
  repair_approved: { zh: '批准修复', en: 'a repair is approved' },
  repair_begun: { zh: '开始修复', en: 'a repair has begun' },
  repair_done: { zh: '修复做完', en: 'a repair is done' },
  repair_failed: { zh: '修复没有做成', en: 'a repair has failed' },
  repair_not_done: { zh: '修复没有做', en: 'a repair was not done' },
  repair_dismissed: { zh: '不要修复', en: 'a repair is dismissed' },
  repair_verified: { zh: '看过修复的效果', en: 'what a repair did was looked at' },
} as const satisfies Of<typeof discrepancyEventKind>;

/** What a person can do about a command to a till. */
export const DISPATCH_WAY_TEXTS = {
  release: { zh: '发送', en: 'send it' },
  withdrawn: { zh: '不再发送', en: 'take it back' },
  placed: { zh: '收银已有，填单号', en: 'it is at the till: give its number' },
  reached: { zh: '收银那边已经办好', en: 'the till has done it' },
  absent: { zh: '收银没有', en: 'it is not at the till' },
  undo: { zh: '撤销刚才的决定', en: 'take the decision back' },
} as const satisfies Of<typeof dispatchWay> &
  Readonly<Record<(typeof dispatchResolution)['_output']['outcome'], WordText>>;

export const JOB_KIND_TEXTS = {
  attribution: { zh: '按门店绑定重新归店', en: 'give orders to their stores anew' },
  rules: { zh: '按新的计数规则重算', en: 'count orders by other rules' },
  same_instant: { zh: '升级：同一时刻的说法', en: 'upgrade: statements of one instant' },
  refunds: { zh: '升级：退款重算', en: 'upgrade: refunds' },
  first_stated: { zh: '升级：第一次说的时间', en: 'upgrade: when things were first stated' },
  postings: { zh: '升级：补记计入的金额', en: 'upgrade: what orders count for' },
  compared: { zh: '升级：准备比对', en: 'upgrade: what is compared' },
  submissions: { zh: '上报一段时间', en: 'report a period' },
  reconciliation: { zh: '对账一段时间', en: 'compare a period' },
  backfill: { zh: '补读一段时间', en: 'list a past period once more' },
  bulk: { zh: '批量操作', en: 'bulk act' },
} as const satisfies Readonly<Record<(typeof JOB_KINDS)[number], WordText>>;

export const POSTING_KIND_TEXTS = {
  sale: { zh: '销售', en: 'sale' },
  refund: { zh: '退款', en: 'refund' },
} as const satisfies Readonly<Record<(typeof orderPosting)['_output']['kind'], WordText>>;

/** Why an order counts otherwise. */
export const POSTING_CAUSE_TEXTS = {
  record: { zh: '来源的消息', en: 'something was stated' },
  link: { zh: '订单的关联变了', en: 'another link' },
  binding: { zh: '门店绑定变了', en: 'another binding' },
  correction: { zh: '人工更正', en: 'a correction' },
  rule: { zh: '计数规则变了', en: 'other rules of the store' },
  upgrade: { zh: '升级时补记', en: 'written down by an upgrade' },
} as const satisfies Of<typeof postingCause>;

/** Why a day of the till and one of the storefront differ. */
export const DAY_REASON_TEXTS = {
  not_placed: { zh: '没有下到收银', en: 'not placed at the till' },
  only_at_till: { zh: '只在收银有', en: 'only at the till' },
  cancelled_at_till: { zh: '在收银取消', en: 'cancelled at the till' },
  cancelled_at_storefront: { zh: '在商城取消', en: 'cancelled at the storefront' },
  not_paid_at_till: { zh: '收银没有收款', en: 'not paid at the till' },
  not_paid_at_storefront: { zh: '商城没有付款', en: 'not paid at the storefront' },
  duplicate_at_till: { zh: '在收银重复', en: 'at the till more than once' },
  amount_differs: { zh: '金额不同', en: 'another amount' },
  refunded: { zh: '退款', en: 'refunded' },
  rule_set: { zh: '计数规则不计', en: 'left out by the rules of the store' },
  corrected: { zh: '人工更正', en: 'corrected by a person' },
  without_time: { zh: '没有时间', en: 'no time is known' },
} as const satisfies Of<typeof dayReason>;

export const RUN_CAUSE_TEXTS = {
  asked: { zh: '有人要求', en: 'a person asked for it' },
  schedule: { zh: '每天定时', en: 'by schedule' },
  hub_away: { zh: '系统停过', en: 'the hub was away' },
  account_away: { zh: '账号停过', en: 'an account was away' },
} as const satisfies Of<typeof runCause>;

export const SUBMISSION_CAUSE_TEXTS = {
  first: { zh: '第一次上报', en: 'the first report' },
  restated: { zh: '数字变了', en: 'its figures changed' },
  requested: { zh: '有人要求', en: 'a person asked for it' },
  confirm: { zh: '再确认一次', en: 'to make sure' },
} as const satisfies Of<typeof submissionCause>;

/** What has changed, as an event names it. */
export const HINTED_KIND_TEXTS = {
  order: { zh: '订单', en: 'order' },
  delivery: { zh: '推送', en: 'delivery' },
  dispatch: { zh: '下发', en: 'command to a till' },
  discrepancy: { zh: '差异', en: 'discrepancy' },
  incident: { zh: '群发差异', en: 'incident' },
  repair: { zh: '修复', en: 'repair' },
  alarm: { zh: '告警', en: 'alarm' },
  account: { zh: '账号', en: 'account' },
  window: { zh: '时间窗', en: 'window' },
  submission: { zh: '上报', en: 'report' },
  sales_hour: { zh: '销售小时', en: 'hour of sales' },
  job: { zh: '后台任务', en: 'job' },
  run: { zh: '对账', en: 'comparison' },
  brake: { zh: '自动修复的刹车', en: 'brake of repairs' },
  bulk: { zh: '批量操作', en: 'bulk action' },
  store: { zh: '门店', en: 'store' },
  suggestion: { zh: '关联建议', en: 'suggested link' },
  key: { zh: '密钥', en: 'API key' },
  user: { zh: '用户', en: 'user' },
  session: { zh: '会话', en: 'session' },
} as const satisfies Readonly<Record<(typeof HINTED_KINDS)[number], WordText>>;
