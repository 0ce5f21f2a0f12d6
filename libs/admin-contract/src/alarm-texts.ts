import { FAULT_TEXTS } from './error-texts.js';
import { type WordText, wordOf } from './flag-words.js';
import { RETENTION_KIND_TEXTS } from './retention-words.js';
import { STOP_WORDS } from './stop-words.js';
import { troubleAdvice } from './trouble-advice.js';
import { TROUBLE_LIST_WORDS, troubleText } from './trouble-texts.js';

type Words = Readonly<Record<string, WordText>>;

/** What an alarm says; in braces what it is about. */
export const ALARM_TEXTS = {
  account_trouble: {
    zh: '账号“{account}”有故障，{list} {count} 项：{code}{todo}',
    en: 'The account "{account}" is unwell, {count} of its {list}: {code}{todo}',
  },
  work_overdue: {
    zh: '{work}，没有人在处理：请管理员看处理的程序还在不在运行，日志里有什么',
    en: '{work}, and nobody works on them: let an administrator see whether a hub with workers runs, and what its log says',
  },
  run_failing: {
    zh: '对账 {run} 失败了 {count} 次，还在重试：打开它看原因',
    en: 'The reconciliation run {run} has failed {count} times in a row, and is tried again: open it to see why',
  },
  run_cut_short: {
    zh: '对账 {run} 没有比完，剩下 {count} 个订单：打开它看是哪些，改好后再对一次',
    en: 'The reconciliation run {run} came to its end and left {count} orders: open it to see which, mend what is wrong and ask for it again',
  },
  task_failing: {
    zh: '内部任务 {task} 连续失败了 {count} 次：请管理员看日志里的原因',
    en: 'The task {task} of the hub has failed {count} times in a row: let an administrator look in the log for the reason',
  },
  vendor_clock: {
    zh: '账号“{account}”对方的时钟和我们差 {seconds} 秒，签名可能被拒：先看这台服务器的时钟，它准的话请对方校准',
    en: 'The clock of the vendor of "{account}" is {seconds} seconds off ours, signatures may be refused: look at the clock of this server; if that is right, tell the vendor',
  },
  incident: {
    zh: '账号“{account}”一下子开出很多差异，还有 {count} 个：{rule}。先看账号和对方是不是正常，再一起处理',
    en: 'Many differences of the account "{account}" opened at once, {count} are left: {rule}. See whether the account and its vendor are well, then decide them together',
  },
  repairs_stopped: {
    zh: '全部账号的自动修复：{code}。看清原因，再恢复',
    en: 'The automatic repairs of all accounts are {code}. See why, then start them again',
  },
  retention_behind: {
    zh: '“{kept}”早该删除，已经晚了 {days} 天：在设置的“保留时间”里看是什么留住了它',
    en: 'It should have gone and is still there, {days} days late: {kept}. See under Retention in the settings what keeps it',
  },
  address_failing: {
    zh: '告警发不到“{address}”，{count} 条：{code}。检查地址和密钥，再发一条测试',
    en: 'Alarms do not get to "{address}", {count} messages: {code}. Look at the address and its key, then send a test',
  },
} as const satisfies Words;

/** Lines of a message; the text is an alarm's, and what follows it is where to look. */
export const ALARM_LINES = {
  opened: { zh: '告警：{text}（自 {since}）', en: 'Alarm: {text} (since {since})' },
  ended: { zh: '告警结束：{text}（{since} 至 {until}）', en: 'Alarm over: {text} ({since} to {until})' },
  digest: { zh: '{count} 条告警', en: '{count} alarms' },
  test: { zh: '算盘的测试消息：这里收得到告警', en: 'A test message of Suanpan: alarms get here' },
  more: { zh: '还有 {count} 条', en: '{count} more' },
  page: { zh: '，见控制台的“{page}”页', en: ', see the page {page} of the console' },
  link: { zh: '，见“{page}”页：{url}', en: ', see the page {page}: {url}' },
} as const satisfies Words;

/** What waits that nobody takes. */
export const OVERDUE_WORDS = {
  deliveries: { zh: '推送等着处理', en: 'Deliveries wait' },
  dispatches: { zh: '命令等着下到收银', en: 'Commands to tills wait' },
  submissions: { zh: '小时等着上报', en: 'Reports of hours wait' },
  comparisons: { zh: '改动过的订单等着对账', en: 'Changed orders wait to be compared' },
  seals: { zh: '审计记录等着封存', en: 'Rows of the audit wait to be sealed' },
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

type Params = Readonly<Record<string, unknown>>;

/** By the parameter: the words for what may stand in it. */
const WORDS: Readonly<Record<string, (word: string, params: Params) => WordText>> = {
  list: (word) => wordOf(TROUBLE_LIST_WORDS, word),
  work: (word) => wordOf(OVERDUE_WORDS, word),
  rule: (word) => wordOf(RULE_WORDS, word),
  kept: (word) => wordOf(RETENTION_KIND_TEXTS, word),
  code: (word, { list }) =>
    typeof list === 'string' ? troubleText(list, word) : wordOf({ ...FAULT_TEXTS, ...STOP_WORDS }, word),
};

/** The sentence with what it is about. A kind that is not in the table, of another version, speaks for itself. */
export function alarmText(kind: string, params: Params): WordText {
  const { zh, en } = wordOf(ALARM_TEXTS, kind);
  return { zh: filled(zh, params, 'zh'), en: filled(en, params, 'en') };
}

const filled = (text: string, params: Params, language: keyof WordText): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    if (name === 'todo') return todo(params, language);
    const param = String(Object.hasOwn(params, name) ? params[name] : '—');
    return WORDS[name]?.(param, params)[language] ?? param;
  });

/** What can be done about it, as one more sentence. */
function todo({ list, code }: Params, language: keyof WordText): string {
  const advice = troubleAdvice(String(list), String(code));
  if (advice === undefined) return '';
  return language === 'zh' ? `。${advice.zh.replace(/。$/, '')}` : `. ${advice.en.replace(/\.$/, '')}`;
}
