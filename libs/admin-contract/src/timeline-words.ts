import { CLOSED_BY_TEXTS, STEPS } from './discrepancy-words.js';
import { TILL_OUTCOME_TEXTS, TILL_STEP_TEXTS } from './dispatch-step-texts.js';
import { DISPATCH_ERROR_TEXTS } from './error-texts.js';
import { COMMANDS, type WordText, wordOf } from './flag-words.js';
import { AFTER_SALE_TEXTS, SERVICE_TEXTS } from './order-words.js';
import { REPAIR_TEXTS, REPAIR_WHY_TEXTS, VERIFIED_TEXTS } from './repair-words.js';

type Words = Readonly<Record<string, WordText>>;

/** By what a leg belongs to an order, as its link says it. */
export const LINK_EVIDENCE_TEXTS = {
  'first observation': { zh: '第一次见到', en: 'it was seen for the first time' },
  marker: { zh: '我们写进备注的标记', en: 'the marker that we wrote into it' },
  receipt: { zh: '收银下单的回执', en: 'the receipt of placing it' },
  'declared number': { zh: '它报出的对方单号', en: 'the number that it names' },
  told: { zh: '有人指定', en: 'a person said so' },
  'taken back': { zh: '有人收回了指定', en: 'a person took that back' },
  person: { zh: '有人关联', en: 'a person linked it' },
  'number not unique': { zh: '单号不止一个订单用', en: 'more than one order has that number' },
} as const satisfies Words;

/** By what a leg is in its order. A word that is not in the table, of another version, speaks for itself. */
export const linkText = (evidence: string): WordText => wordOf(LINK_EVIDENCE_TEXTS, evidence);

/** Why there is a command to a till. */
export const COMMAND_CAUSE_TEXTS = {
  rule: { zh: '按规则', en: 'by the rules' },
  copy: { zh: '收银多出一单', en: 'a copy turned up at the till' },
  operator: { zh: '有人要求', en: 'a person asked for it' },
  repair: { zh: '有人批准了修复', en: 'a person approved a repair' },
} as const satisfies Words;

/** Why hours are counted otherwise. */
const WHYS = {
  record: { zh: '来源的消息', en: 'of what was stated' },
  link: { zh: '订单的关联变了', en: 'of a link' },
  binding: { zh: '门店绑定变了', en: 'of another binding' },
  correction: { zh: '人工更正', en: 'of a correction' },
  rule: { zh: '门店的计数规则变了', en: 'of other rules of the store' },
  upgrade: { zh: '升级时补记', en: 'it was written down by an upgrade' },
} as const satisfies Words;

/** What a person decided about a command. */
const DECISIONS = {
  request: { zh: '要求下单', en: 'is asked for' },
  release: { zh: '现在就发', en: 'is to be sent now' },
  withdrawn: { zh: '不再发', en: 'is not to be sent any more' },
  placed: { zh: '收银已经有这个订单', en: 'has reached the till' },
  absent: { zh: '收银没有这个订单', en: 'has not reached the till' },
  reached: { zh: '收银那边已经办好', en: 'is done at the till' },
  undo: { zh: '收回“收银已有”的说法', en: 'has not reached the till after all' },
  unlinked: {
    zh: '收银那一单不是这个订单，收银有没有它要人确认',
    en: 'may have reached the till or not, for the order that was found there is another one',
  },
} as const satisfies Words;

/** How a report of an hour stands; of one that is over, why where it is ours to say. */
const REPORTS = {
  waiting: { zh: '等待上报', en: 'waits to be sent' },
  accepted: { zh: '对方已收下', en: 'is accepted' },
  failed: { zh: '没有报成', en: 'has failed' },
  unknown: { zh: '不知道到没到', en: 'may have arrived or not' },
  conflict: { zh: '别人已经报过', en: 'met a report of somebody else' },
  superseded: { zh: '后来的版本代替了它', en: 'gave way to a later one' },
  unbound: { zh: '门店不再向它上报', en: 'was given up, as the store is reported there no longer' },
  unconfirmed: { zh: '可能晚到，盖掉了后来的数', en: 'may have arrived late and covered a later one' },
} as const satisfies Words;

/** Words of ours in the evidence of a timeline, by the name that they stand under. */
export const TIMELINE_WORDS: Readonly<Record<string, Words>> = {
  ...{ payment: STEPS, fulfilment: STEPS, afterSale: AFTER_SALE_TEXTS, service: SERVICE_TEXTS },
  ...{
    link: LINK_EVIDENCE_TEXTS,
    cause: COMMAND_CAUSE_TEXTS,
    why: WHYS,
    command: COMMANDS,
    act: TILL_STEP_TEXTS,
    outcome: TILL_OUTCOME_TEXTS,
  },
  ...{ reason: DISPATCH_ERROR_TEXTS, decision: DECISIONS, report: REPORTS, closedBy: CLOSED_BY_TEXTS },
  ...{ repair: REPAIR_TEXTS, ended: REPAIR_WHY_TEXTS, verified: VERIFIED_TEXTS },
};
