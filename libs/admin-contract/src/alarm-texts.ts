import type { WordText } from './flag-words.js';
import { hourTroubleText } from './hour-words.js';
import { TIMELINE_WORDS } from './timeline-words.js';
import { WINDOW_FAULT_TEXTS } from './window-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What an alarm says; in braces what it is about. */
export const ALARM_TEXTS = {
  account_trouble: {
    zh: '账号“{account}”有故障，{list} {count} 项：{code}。见 GET /accounts 的 health',
    en: 'The account "{account}" is unwell, {count} of its {list}: {code}. See its health in GET /accounts',
  },
  work_overdue: { zh: '{work}，没有人在处理', en: '{work}, and nobody works on them' },
  run_failing: {
    zh: '对账 {run} 失败了 {count} 次，还在重试',
    en: 'The reconciliation run {run} has failed {count} times in a row, and is tried again',
  },
  run_cut_short: {
    zh: '对账 {run} 没有比完，剩下 {count} 个订单：见 GET /reconciliation/runs/{run}',
    en: 'The reconciliation run {run} came to its end and left {count} orders: see GET /reconciliation/runs/{run}',
  },
  task_failing: {
    zh: '内部任务 {task} 连续失败了 {count} 次，原因在日志里',
    en: 'The task {task} of the hub has failed {count} times in a row: the log says why',
  },
  vendor_clock: {
    zh: '账号“{account}”对方的时钟和我们差 {seconds} 秒，签名可能被拒',
    en: 'The clock of the vendor of "{account}" is {seconds} seconds off ours: signatures may be refused',
  },
  incident: {
    zh: '账号“{account}”一下子开出很多差异，还有 {count} 个：{rule}',
    en: 'Many differences of the account "{account}" opened at once, {count} are left: {rule}',
  },
  repairs_stopped: {
    zh: '全部账号的自动修复：{code}',
    en: 'The automatic repairs of all accounts are {code}',
  },
  address_failing: {
    zh: '告警发不到“{address}”，{count} 条：{code}',
    en: 'Alarms do not get to "{address}", {count} messages: {code}',
  },
} as const satisfies Words;

/** Lines of a message; the text is an alarm's. */
export const ALARM_LINES = {
  opened: { zh: '告警：{text}（自 {since}）', en: 'Alarm: {text} (since {since})' },
  ended: { zh: '告警结束：{text}（{since} 至 {until}）', en: 'Alarm over: {text} ({since} to {until})' },
  digest: { zh: '{count} 条告警', en: '{count} alarms' },
  test: { zh: '算盘的测试消息：这里收得到告警', en: 'A test message of Suanpan: alarms get here' },
  more: { zh: '还有 {count} 条，见 GET /api/v1/alarms', en: '{count} more: see GET /api/v1/alarms' },
} as const satisfies Words;

/** In which list a trouble of an account is. */
export const TROUBLE_LIST_WORDS = {
  windows: { zh: '时间窗', en: 'windows' },
  deliveries: { zh: '推送', en: 'deliveries' },
  refreshes: { zh: '补查', en: 'open orders to fetch' },
  dispatches: { zh: '下发', en: 'commands' },
  submissions: { zh: '上报', en: 'reports' },
  hours: { zh: '小时', en: 'hours' },
  jobs: { zh: '任务', en: 'jobs' },
  orders: { zh: '订单', en: 'orders' },
  brakes: { zh: '自动修复', en: 'automatic repairs' },
  repairs: { zh: '修复', en: 'repairs' },
} as const satisfies Words;

/** What waits that nobody takes. */
export const OVERDUE_WORDS = {
  deliveries: { zh: '推送等着处理', en: 'Deliveries wait' },
  dispatches: { zh: '命令等着下到收银', en: 'Commands to tills wait' },
  submissions: { zh: '小时等着上报', en: 'Reports of hours wait' },
  comparisons: { zh: '改动过的订单等着对账', en: 'Changed orders wait to be compared' },
} as const satisfies Words;

/** What troubles are called beside the codes of connectors, windows and hours. */
export const TROUBLE_CODE_WORDS = {
  unread_rows: { zh: '有行读不懂', en: 'rows that nobody could read' },
  contradicts: {
    zh: '单号是另一个订单的，等人处理',
    en: 'their number is another order’s, and they wait for a person',
  },
  refused_not_kept: { zh: '拒收太多，没有全部留下', en: 'so many were refused that not all were kept' },
  unconfirmed: { zh: '不知道对方有没有收到', en: 'whether they arrived is not known' },
  differs: {
    zh: '一天的过账加起来和订单对不上',
    en: 'the postings of days do not come to what their orders sell',
  },
  unrevised: { zh: '订单变了，小时算不出来', en: 'they cannot be derived anew for changed orders' },
  failing: { zh: '进行不下去，还在重试', en: 'they cannot go on, and are tried again' },
  left: { zh: '几次都不成，留了下来', en: 'what they could not do was left' },
  failed: { zh: '没有做成', en: 'they have failed' },
  mended_nothing: { zh: '做了没有效果', en: 'they have mended nothing' },
  no_store: { zh: '不属于任何门店', en: 'they belong to no store' },
  unknown_store: { zh: '没有对应的门店', en: 'they name a store that is not there' },
  counted_otherwise: { zh: '计入的和已知的不一样', en: 'they count otherwise than what is known of them' },
} as const satisfies Words;

/** What is many, by the rule that finds it. */
export const RULE_WORDS = {
  missing_at_till: { zh: '已付款的订单不在收银', en: 'paid orders are not at the till' },
  unknown_in_storefront: {
    zh: '收银单在商城找不到来源',
    en: 'orders of the till are of no order of the storefront',
  },
  status_differs: { zh: '进度各方不一样', en: 'their steps differ' },
  alive_after_cancel: { zh: '商城已取消，收银还没有取消', en: 'they are cancelled, and alive at the till' },
  refunded_before_completion: {
    zh: '已全部退款，收银还没有完成',
    en: 'they are refunded, and not completed at the till',
  },
  refunded_after_completion: {
    zh: '收银完成之后全部退款',
    en: 'they were refunded after the till had completed them',
  },
  amount_differs: { zh: '收银的金额和发出的不一样', en: 'their amounts are not what was sent' },
  lines_differ: { zh: '收银的商品和发出的不一样', en: 'their lines are not what was sent' },
  duplicate_at_till: { zh: '在收银重复', en: 'they are at the till more than once' },
  failed_at_suning: { zh: '苏宁报错', en: 'Suning shows errors for them' },
  stuck: { zh: '停住不动', en: 'they do not move' },
  unconfirmed: { zh: '没有按时重新读取', en: 'they were not fetched again in time' },
  hour_differs: { zh: '小时和已上报的不一样', en: 'hours are not what is reported' },
  tickets_differ: { zh: '小票和已上报的不一样', en: 'tickets are not what is reported' },
  unknown_value: { zh: '值不认识', en: 'values are not known' },
  unknown_store: { zh: '没有对应的门店', en: 'stores are not there' },
} as const satisfies Words;

/** Why automatic repairs are stopped; the brake has the numbers. */
export const STOP_WORDS = {
  many_differ: { zh: '不一致的订单太多，已停止', en: 'stopped, as too many orders differ' },
  fetches_fail: { zh: '读取订单失败太多，已停止', en: 'stopped, as too many fetches fail' },
  empty_window: {
    zh: '平时有订单的时间没有读到订单，已停止',
    en: 'stopped, as nothing was listed where orders are usual',
  },
  not_mended: { zh: '修复没有效果，已停止', en: 'stopped, as repairs mended nothing' },
  rule_limit: { zh: '一条规则的修复太多，已停止', en: 'stopped, as one rule began too many' },
  account_limit: { zh: '一个账号的修复太多，已停止', en: 'stopped, as one account began too many' },
  all_limit: { zh: '全部的修复太多，已停止', en: 'stopped, as too many began in all' },
  accounts_stopped: { zh: '停止的账号太多，已停止', en: 'stopped, as too many accounts are' },
  person: { zh: '由人工停止', en: 'stopped by a person' },
} as const satisfies Words;

const TEXTS: Words = ALARM_TEXTS;
const ERROR_WORDS: Words = TIMELINE_WORDS['reason'] ?? {};

type Params = Readonly<Record<string, unknown>>;

/** By the parameter: the words for what may stand in it. */
const WORDS: Readonly<Record<string, (word: string, params: Params) => WordText | undefined>> = {
  list: (word) => wordIn(TROUBLE_LIST_WORDS, word),
  work: (word) => wordIn(OVERDUE_WORDS, word),
  rule: (word) => wordIn(RULE_WORDS, word),
  code: (word, { list }) =>
    (list === 'hours' ? hourTroubleText(word) : undefined) ??
    wordIn(STOP_WORDS, word) ??
    wordIn(TROUBLE_CODE_WORDS, word) ??
    wordIn(WINDOW_FAULT_TEXTS, word) ??
    wordIn(ERROR_WORDS, word),
};

const wordIn = (words: Words, word: string): WordText | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

/** The sentence with what it is about. A kind that is not in the table, of another version, speaks for itself. */
export function alarmText(kind: string, params: Params): WordText {
  const { zh, en } = wordIn(TEXTS, kind) ?? { zh: kind, en: kind };
  return { zh: filled(zh, params, 'zh'), en: filled(en, params, 'en') };
}

const filled = (text: string, params: Params, language: keyof WordText): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const param = String(Object.hasOwn(params, name) ? params[name] : '—');
    return WORDS[name]?.(param, params)?.[language] ?? param;
  });
