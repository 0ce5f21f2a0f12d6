import { STEPS } from './discrepancy-words.js';
import { FAULT_TEXTS } from './error-texts.js';
import { COMMANDS, type WordText, wordOf } from './flag-words.js';
import { DISPATCH_STATE_TEXTS } from './state-texts.js';

type Words = Readonly<Record<string, WordText>>;

const LOOKS = {
  find: { zh: '查找', en: 'looked for there' },
  read: { zh: '读取', en: 'read there' },
} as const satisfies Words;

const BY_PERSONS = {
  request: { zh: '有人要求', en: 'asked for by a person' },
  release: { zh: '有人发送', en: 'sent by a person' },
  resolve: { zh: '有人说明', en: 'decided by a person' },
} as const satisfies Words;

/** What was done about a command at its till. */
export const TILL_STEP_TEXTS = { ...COMMANDS, ...LOOKS } as const satisfies Words;

/** And what people did about it. */
export const DISPATCH_STEP_TEXTS = { ...TILL_STEP_TEXTS, ...BY_PERSONS } as const satisfies Words;

/** How a step at a till ended; as what the till’s order was read. */
export const TILL_OUTCOME_TEXTS = {
  created: STEPS.created,
  accepted: STEPS.accepted,
  preparing: STEPS.preparing,
  ready: STEPS.ready,
  shipped: STEPS.shipped,
  completed: STEPS.completed,
  cancelled: STEPS.cancelled,
  unknown: STEPS.unknown,
  ...FAULT_TEXTS,
  done: { zh: '成功', en: 'done' },
  absent: { zh: '没有', en: 'not there' },
  found: { zh: '找到了', en: 'found' },
  not_found: { zh: '收银查不到', en: 'the till knows no such order' },
  not_sent: { zh: '没有发出', en: 'not sent' },
} as const satisfies Words;

/** Every word for how a step ended; of what a person did, where the command stands since. */
export const DISPATCH_OUTCOME_TEXTS = {
  ...DISPATCH_STATE_TEXTS,
  ...TILL_OUTCOME_TEXTS,
} as const satisfies Words;

/** How a step ended: the same word means another thing of what a person did. */
export const dispatchOutcomeText = (step: string, outcome: string): WordText =>
  wordOf(
    Object.hasOwn(BY_PERSONS, step)
      ? { ...DISPATCH_OUTCOME_TEXTS, ...DISPATCH_STATE_TEXTS }
      : DISPATCH_OUTCOME_TEXTS,
    outcome,
  );
