import {
  DELIVERY_ERROR_TEXTS,
  DISPATCH_ERROR_TEXTS,
  SUBMISSION_ERROR_TEXTS,
  WINDOW_ERROR_TEXTS,
} from './error-texts.js';
import { type WordText, wordOf } from './flag-words.js';

type Words = Readonly<Record<string, WordText>>;

/** What is done to mend a discrepancy. */
export const REPAIR_TEXTS = {
  place: { zh: '下到收银', en: 'place it at the till' },
  ship: { zh: '在收银标记发货', en: 'ship it at the till' },
  complete: { zh: '在收银标记完成', en: 'complete it at the till' },
  cancel: { zh: '在收银取消', en: 'cancel it at the till' },
  fetch: { zh: '重新读取订单', en: 'fetch the order again' },
  list: { zh: '重新列出那段时间', en: 'list that time again' },
  replay: { zh: '重新处理推送', en: 'replay the delivery' },
  derive: { zh: '重新计算那一小时', en: 'derive the hour again' },
  submit: { zh: '重新上报那一小时', en: 'submit the hour' },
} as const satisfies Words;

/** Why a repair waits, or came to nothing. */
export const REPAIR_WHY_TEXTS = {
  not_filled: { zh: '订单的旧记录还在补齐', en: 'older records of the order are still being filled in' },
  account_paused: { zh: '账号已暂停', en: 'an account is paused' },
  account_unwell: { zh: '账号有故障，看不清', en: 'an account is unwell and cannot be judged' },
  unknown_word: { zh: '对方说了不认识的状态', en: 'a vendor says a word that is not known' },
  dispatch_open: { zh: '订单还有命令没有结束', en: 'a command of the order is under way' },
  not_covered: { zh: '收银还没有读到那个时间', en: 'the till is not read past it yet' },
  not_listed: { zh: '没有清单可以对照', en: 'no list shows it' },
  reporting_open: { zh: '那一小时还在上报', en: 'the hour is still being reported' },
  waits_for_calls: { zh: '等待读取，先让别的调用', en: 'it waits to be fetched, after other calls' },
  waits_for_answer: { zh: '等待对方回答', en: 'it waits for the answer of a vendor' },
  waits_for_listing: { zh: '等待重新列出收银订单', en: 'it waits until the till is listed again' },
  brake: { zh: '自动修复已停', en: 'automatic repairs are stopped' },
  under_way: { zh: '正在进行', en: 'it is under way' },
  failing: { zh: '系统内部出错，稍后再试', en: 'an error of ours, it is tried again' },
  agrees: { zh: '各方已经一致', en: 'the stories agree by now' },
  facts_changed: { zh: '情况变了，和计划时不一样', en: 'the facts are not those of the plan any more' },
  not_offered: { zh: '这个修复已经不适用', en: 'that would not mend it any more' },
  not_fetched: { zh: '有一方读取失败，不敢动', en: 'a vendor could not be asked anew' },
  refused: { zh: '按规则不能做', en: 'it cannot be done by its own rules' },
  waited_too_long: { zh: '等了一天还不能做', en: 'it waited for a day and could not be done' },
  failed: { zh: '没有做成', en: 'it has failed' },
  closed: { zh: '差异已经结束', en: 'the difference has ended' },
  dismissed: { zh: '差异被忽略', en: 'the difference was dismissed' },
  accepted: { zh: '差异被接受', en: 'the difference was accepted' },
  by_person: { zh: '有人不要修复', en: 'a person does not want it' },
} as const satisfies Words;

/** What a repair failed with, or waits for, as whoever does it says. */
export const REPAIR_ERROR_TEXTS = {
  ...SUBMISSION_ERROR_TEXTS,
  ...WINDOW_ERROR_TEXTS,
  ...DELIVERY_ERROR_TEXTS,
  ...DISPATCH_ERROR_TEXTS,
  no_calls: { zh: '现在没有可用的调用次数', en: 'there is no call for it now' },
  too_late: { zh: '时间过了，没有发出', en: 'its time was over before it was sent' },
  not_admitted: { zh: '暂时查不清，没有发出', en: 'it could not be found out whether it may be sent' },
  resting: {
    zh: '对方连着出错，先歇一会儿',
    en: 'the vendor failed several times and is left alone for a while',
  },
  not_fetchable: { zh: '对方不能单独读一个订单', en: 'the vendor answers for no single order' },
  not_asked: { zh: '还没有去问对方', en: 'the vendor was not asked' },
  withdrawn: { zh: '命令已撤下', en: 'its command was taken back' },
  failed: { zh: '没有做成', en: 'it has failed' },
  discarded: { zh: '推送已丢弃', en: 'its delivery was discarded' },
  refused: { zh: '推送被拒收', en: 'its delivery was refused' },
} as const satisfies Words;

/** What the comparison after a repair has shown. */
export const VERIFIED_TEXTS = {
  mended: { zh: '差异没有了', en: 'the difference is gone' },
  not_mended: { zh: '差异还在', en: 'the difference is still there' },
} as const satisfies Words;

/** A code that is not in the table, of another version, speaks for itself. */
export const repairWhyText = (why: string): WordText => wordOf(REPAIR_WHY_TEXTS, why);
