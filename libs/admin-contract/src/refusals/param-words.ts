import { STEPS } from '../discrepancy-words.js';
import { COMMANDS, type WordText } from '../flag-words.js';
import { ROLE_TEXTS } from '../role-words.js';
import { REPAIR_TEXTS } from '../repair-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What is looked for and may be missing. */
const RESOURCES = {
  account: { zh: '账号', en: 'account' },
  address: { zh: '通知地址', en: 'address' },
  alarm: { zh: '告警', en: 'alarm' },
  backfill: { zh: '补读', en: 'backfill' },
  brake: { zh: '自动修复的制动', en: 'brake' },
  'contradicting delivery': { zh: '等人处理的矛盾推送', en: 'contradicting delivery' },
  bulk: { zh: '批量操作', en: 'bulk' },
  'correction of this order': { zh: '这个订单的人工更正', en: 'correction of this order' },
  delivery: { zh: '推送', en: 'delivery' },
  discrepancy: { zh: '差异', en: 'discrepancy' },
  dispatch: { zh: '收银命令', en: 'dispatch' },
  erasure: { zh: '删除', en: 'erasure' },
  flag: { zh: '提示', en: 'flag' },
  incident: { zh: '事件', en: 'incident' },
  job: { zh: '任务', en: 'job' },
  leg: { zh: '单据', en: 'leg' },
  link: { zh: '关联', en: 'link' },
  'open binding': { zh: '生效中的门店绑定', en: 'open binding' },
  order: { zh: '订单', en: 'order' },
  payload: { zh: '报文', en: 'payload' },
  repair: { zh: '修复', en: 'repair' },
  revision: { zh: '这个小时的版本', en: 'revision of this hour with the number' },
  run: { zh: '对账', en: 'run' },
  session: { zh: '会话', en: 'session' },
  store: { zh: '门店', en: 'store' },
  submission: { zh: '上报', en: 'submission' },
  suggestion: { zh: '关联建议', en: 'suggestion' },
  text: { zh: '文字', en: 'text' },
  user: { zh: '用户', en: 'user' },
  'unread row': { zh: '读不懂的行', en: 'unread row' },
  'valid API key': { zh: '有效的密钥', en: 'valid API key' },
} as const satisfies Words;

export type Resource = keyof typeof RESOURCES;

/** What a schema wants a value to be. */
const TYPES = {
  array: { zh: '列表', en: 'array' },
  boolean: { zh: 'true 或 false', en: 'boolean' },
  date: { zh: '时间', en: 'date' },
  int: { zh: '整数', en: 'int' },
  number: { zh: '数字', en: 'number' },
  object: { zh: '对象', en: 'object' },
  record: { zh: '对象', en: 'record' },
  string: { zh: '文字', en: 'string' },
} as const satisfies Words;

/** Where a command to a till stands for a person. */
const STANDINGS = {
  done: { zh: '命令已完成', en: 'the dispatch is done' },
  failed: { zh: '命令没有办成', en: 'the dispatch is failed' },
  held: { zh: '命令被扣住', en: 'the dispatch is held' },
  maybe_placed: {
    zh: '命令被扣住，收银可能已经有这个订单',
    en: 'the dispatch is held, and the order may be at the till',
  },
  unknown: { zh: '命令的结果不知道', en: 'the outcome of the dispatch is unknown' },
  waiting: { zh: '命令等着发送', en: 'the dispatch is waiting to be sent' },
  withdrawn: { zh: '命令已撤下', en: 'the dispatch is withdrawn' },
} as const satisfies Words;

/** What can be done about a command: in English as the REST takes it, in Chinese as the console’s buttons say it. */
const WAYS = {
  absent: { zh: '“收银没有”', en: 'POST …/resolve with the outcome absent' },
  placed: { zh: '“收银已有，填单号”', en: 'POST …/resolve with the outcome placed' },
  reached: { zh: '“收银那边已经办好”', en: 'POST …/resolve with the outcome reached' },
  release: { zh: '“发送”', en: 'POST …/release' },
  undo: { zh: '“撤销刚才的决定”', en: 'POST …/undo' },
  withdrawn: { zh: '“不再发送”', en: 'POST …/resolve with the outcome withdrawn' },
} as const satisfies Words;

const DECIDED = {
  accepted: { zh: '接受', en: 'accepted' },
  dismissed: { zh: '忽略', en: 'dismissed' },
} as const satisfies Words;

const DELIVERY_STATES = {
  another: { zh: '是别的状态', en: 'another' },
  conflict: { zh: '和先前的推送矛盾', en: 'conflict' },
  contradicts: { zh: '和订单矛盾', en: 'contradicts' },
  discarded: { zh: '已丢弃', en: 'discarded' },
  done: { zh: '已处理', en: 'done' },
  failed: { zh: '没有处理成', en: 'failed' },
  not_read: { zh: '读不懂', en: 'not_read' },
  pending: { zh: '等待处理', en: 'pending' },
  refused: { zh: '已拒收', en: 'refused' },
} as const satisfies Words;

/** What speaks against two legs being one order. */
const LINK_DOUBTS = {
  amount: { zh: '两边金额不同', en: 'they come to different amounts' },
  same_account: { zh: '同一个账号把它们算作两个订单', en: 'one account counts them as two orders' },
  staying: { zh: '它原订单的其他单据会留在那里', en: 'others of its order would stay there' },
  store: { zh: '两边门店不同', en: 'they are of different stores' },
  time: { zh: '下单时间相差超过 36 小时', en: 'they were placed more than 36 hours apart' },
} as const satisfies Words;

const REPAIR_STATES = {
  approved: { zh: '已批准', en: 'approved' },
  begun: { zh: '正在进行', en: 'begun' },
  done: { zh: '已做完', en: 'done' },
  failed: { zh: '没有做成', en: 'failed' },
  fetching: { zh: '正在重新查询', en: 'fetching' },
  planned: { zh: '已计划', en: 'planned' },
} as const satisfies Words;

/** At what a reader of JSON stops. */
const JSON_FAULTS = {
  'a colon was expected': { zh: '这里应当是冒号', en: 'a colon was expected' },
  'a comma was expected': { zh: '这里应当是逗号', en: 'a comma was expected' },
  'a digit was expected': { zh: '这里应当是数字', en: 'a digit was expected' },
  'a key in quotes was expected': { zh: '这里应当是加引号的键', en: 'a key in quotes was expected' },
  'a text is cut off or holds a control character': {
    zh: '文字没有写完，或里面有控制字符',
    en: 'a text is cut off or holds a control character',
  },
  'a value was expected': { zh: '这里应当是一个值', en: 'a value was expected' },
  'more behind the end': { zh: '结尾后面还有内容', en: 'more behind the end' },
  'not GBK or GB 18030 as it declares': {
    zh: '不是它声明的 GBK 或 GB 18030 编码',
    en: 'not GBK or GB 18030 as it declares',
  },
  'not UTF-8': { zh: '不是 UTF-8 编码', en: 'not UTF-8' },
  'unknown escape': { zh: '不认识的转义', en: 'unknown escape' },
} as const satisfies Words;

const TIME_UNITS = {
  microseconds: { zh: '微秒', en: 'microseconds' },
  seconds: { zh: '秒', en: 'seconds' },
} as const satisfies Words;

/**
 * A parameter of such a name is one of these words, or several with commas between them, and is told in the language of
 * who reads it. One of another version stands as it is.
 */
export const PARAM_WORDS = {
  command: COMMANDS,
  decided: DECIDED,
  deliveryState: DELIVERY_STATES,
  fulfilment: STEPS,
  jsonFault: JSON_FAULTS,
  linkDoubts: LINK_DOUBTS,
  repair: REPAIR_TEXTS,
  repairState: REPAIR_STATES,
  needed: ROLE_TEXTS,
  resource: RESOURCES,
  role: ROLE_TEXTS,
  standing: STANDINGS,
  timeUnit: TIME_UNITS,
  type: TYPES,
  ways: WAYS,
} as const satisfies Readonly<Record<string, Words>>;

/** Of these names the compiler refuses any other word; the others may come from a library of somebody else. */
export type ClosedWords = Pick<
  typeof PARAM_WORDS,
  'command' | 'fulfilment' | 'repair' | 'resource' | 'standing' | 'timeUnit'
>;
