import type { bulkAct, bulkItemState, bulkState } from './bulk.js';
import type { WordText } from './flag-words.js';

type Of<S extends { readonly _output: PropertyKey }> = Readonly<Record<S['_output'], WordText>>;

export const BULK_ACT_TEXTS = {
  replay: { zh: '重新处理推送', en: 'replay deliveries' },
  release: { zh: '发送下发', en: 'send commands to tills' },
  resolve: { zh: '说明下发的结果', en: 'say what became of commands' },
  dismiss: { zh: '忽略差异', en: 'dismiss discrepancies' },
  accept: { zh: '接受差异', en: 'accept discrepancies' },
  reopen: { zh: '重新打开差异', en: 'open discrepancies again' },
  approve: { zh: '批准修复', en: 'approve repairs' },
  submit: { zh: '上报销售小时', en: 'submit hours of sales' },
  erase: { zh: '删除一个人', en: 'erase a person' },
} as const satisfies Of<typeof bulkAct>;

interface UndoText extends WordText {
  readonly can: boolean;
}

/** Whether what an act has done can be taken back, and how. */
export const BULK_UNDO_TEXTS = {
  replay: {
    can: false,
    zh: '不能撤销：推送会按存下的原文再处理一遍。同样的内容不会记两次。',
    en: 'It cannot be undone: deliveries are worked off once more, from their stored bytes. The same statement is never recorded twice.',
  },
  release: {
    can: false,
    zh: '不能撤销：命令一发出，收银就会照做。',
    en: 'It cannot be undone: once a command is sent, the till does it.',
  },
  resolve: {
    can: false,
    zh: '不能一起撤销。不再发送的，以后可以再发送；说收银已经办好的，不会再发送。',
    en: 'It cannot be undone together. What is taken back can be sent later; what the till is said to have done is not sent any more.',
  },
  dismiss: {
    can: true,
    zh: '可以撤销：在差异里重新打开。',
    en: 'It can be undone: open the discrepancies again.',
  },
  accept: {
    can: true,
    zh: '可以撤销：在差异里重新打开。',
    en: 'It can be undone: open the discrepancies again.',
  },
  reopen: {
    can: true,
    zh: '可以撤销：再忽略或接受一次。',
    en: 'It can be undone: dismiss or accept the discrepancies once more.',
  },
  approve: {
    can: false,
    zh: '已经开始的修复不能撤销，会改对方系统里的数据。还没开始的，可以在修复里取消。',
    en: 'A repair that has begun cannot be undone: it changes what the vendor has. One that has not can be dismissed.',
  },
  submit: {
    can: false,
    zh: '不能撤销：对方收下的数字，只能再上报一次来改。',
    en: 'It cannot be undone: what the vendor has taken is changed by another report alone.',
  },
  erase: {
    can: false,
    zh: '不能撤销：删掉的姓名、电话、地址和备注，中台里再也没有。',
    en: 'It cannot be undone: the hub has the name, phone, address and remark nowhere any more.',
  },
} as const satisfies Readonly<Record<(typeof bulkAct)['_output'], UndoText>>;

/** An act that is not in the table, of a later version of the hub, is told by its name. */
export function bulkActText(act: string): WordText {
  const texts: Readonly<Record<string, WordText>> = BULK_ACT_TEXTS;
  return (Object.hasOwn(texts, act) ? texts[act] : undefined) ?? { zh: act, en: act };
}

export function bulkUndoText(act: string): UndoText {
  const texts: Readonly<Record<string, UndoText>> = BULK_UNDO_TEXTS;
  return (Object.hasOwn(texts, act) ? texts[act] : undefined) ?? UNKNOWN_UNDO;
}

const UNKNOWN_UNDO: UndoText = {
  can: false,
  zh: '是更新的版本计划的：这个中台不知道能不能撤销。',
  en: 'A later version of the hub has planned it: this one does not know whether it can be undone.',
};

export const BULK_STATE_TEXTS = {
  planned: { zh: '等人开始', en: 'it waits to be begun' },
  running: { zh: '正在做', en: 'under way' },
  done: { zh: '做完了', en: 'done' },
  cancelled: { zh: '有人停止', en: 'a person has stopped it' },
  expired: { zh: '过期，没有开始', en: 'expired, and never begun' },
} as const satisfies Of<typeof bulkState>;

export const BULK_ITEM_STATE_TEXTS = {
  waiting: { zh: '还没做', en: 'not done yet' },
  done: { zh: '成功', en: 'done' },
  failed: { zh: '没有做成', en: 'it has failed' },
  skipped: { zh: '跳过', en: 'skipped' },
} as const satisfies Of<typeof bulkItemState>;
