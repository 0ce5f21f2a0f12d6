import { CLOSED_BY_TEXTS } from './discrepancy-words.js';
import type { WordText } from './flag-words.js';
import { REPAIR_TEXTS, REPAIR_WHY_TEXTS, VERIFIED_TEXTS } from './repair-words.js';

/**
 * What each event of a discrepancy’s history tells a person. In brackets what may be missing: it is left out with them.
 * `reopened` has another sentence where a person did it.
 */
export const STORY_TEXTS = {
  opened: { zh: '发现差异', en: 'The difference was found' },
  reopened: { zh: '差异又出现了', en: 'The difference is there again' },
  taken_back: {
    zh: '{actor} 收回了决定，重新打开',
    en: '{actor} took the decision back and opened it again',
  },
  updated: { zh: '差异的数字变了', en: 'The difference is another by now' },
  closed: { zh: '差异结束[：{by}]', en: 'The difference has ended[: {by}]' },
  dismissed: { zh: '{actor} 忽略了差异', en: '{actor} dismissed it' },
  accepted: { zh: '{actor} 接受了差异', en: '{actor} accepted it' },
  assigned: { zh: '{actor} 交给 {assignee}', en: '{actor} assigned it to {assignee}' },
  unassigned: { zh: '{actor} 不再交给任何人', en: '{actor} assigned it to nobody' },
  commented: { zh: '{actor} 留言', en: '{actor} said' },
  text_erased: { zh: '{actor} 删掉了写的字', en: '{actor} erased what was written' },
  repair_planned: {
    zh: '问过各方，计划修复：{repair}',
    en: 'The vendors were asked, and a repair is planned: {repair}',
  },
  repair_approved: { zh: '{actor} 批准修复：{repair}', en: '{actor} approved the repair: {repair}' },
  repair_begun: { zh: '开始修复：{repair}', en: 'The repair has begun: {repair}' },
  repair_done: { zh: '修复做完：{repair}', en: 'The repair is done: {repair}' },
  repair_failed: {
    zh: '修复没有做成：{repair}[，{message}]',
    en: 'The repair has failed: {repair}[, {message}]',
  },
  repair_not_done: { zh: '没有修复：{repair}[，{why}]', en: 'Nothing was repaired: {repair}[, {why}]' },
  repair_dismissed: { zh: '不再修复：{repair}[，{why}]', en: 'The repair was given up: {repair}[, {why}]' },
  repair_verified: { zh: '修复之后看过：{verified}', en: 'Looked at after the repair: {verified}' },
} as const satisfies Readonly<Record<string, WordText>>;

/** What a history has of an event, as far as its sentence names it. */
export interface ToldEvent {
  readonly kind: string;
  /** Null: the hub itself. */
  readonly actor: string | null;
  readonly detail: unknown;
}

const TEXTS: Readonly<Record<string, WordText>> = STORY_TEXTS;
type Words = Readonly<Record<string, WordText>>;
const WORDS: Readonly<Record<string, Words>> = {
  ...{ by: CLOSED_BY_TEXTS, repair: REPAIR_TEXTS, why: REPAIR_WHY_TEXTS, verified: VERIFIED_TEXTS },
};
const HUB: WordText = { zh: '系统', en: 'The hub' };

/** The sentence of an event. A kind that is not in the table, of another version, speaks for itself. */
export function discrepancyStoryText({ kind, actor, detail }: ToldEvent): WordText {
  const told = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const name = sentenceOf(kind, actor, told);
  const { zh, en } = (Object.hasOwn(TEXTS, name) ? TEXTS[name] : undefined) ?? { zh: kind, en: kind };
  return { zh: filled(zh, { ...told, actor }, 'zh'), en: filled(en, { ...told, actor }, 'en') };
}

function sentenceOf(kind: string, actor: string | null, told: Readonly<Record<string, unknown>>): string {
  if (kind === 'reopened' && actor !== null) return 'taken_back';
  if (kind === 'assigned' && told['assignee'] == null) return 'unassigned';
  return kind;
}

function filled(text: string, told: Readonly<Record<string, unknown>>, language: keyof WordText): string {
  const isKnown = (part: string): boolean =>
    [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => typeof told[name] === 'string');
  return text
    .replace(/\[(.*?)\]/g, (_whole, part: string) => (isKnown(part) ? part : ''))
    .replace(/\{(\w+)\}/g, (_whole, name: string) => wordOf(name, told[name], language));
}

function wordOf(name: string, value: unknown, language: keyof WordText): string {
  if (name === 'actor' && value === null) return HUB[language];
  if (typeof value !== 'string') return '—';
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return (words !== undefined && Object.hasOwn(words, value) ? words[value]?.[language] : undefined) ?? value;
}
