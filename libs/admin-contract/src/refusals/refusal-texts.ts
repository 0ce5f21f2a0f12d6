import type { WordText } from '../flag-words.js';
import { ACCOUNT_REFUSALS } from './account-refusals.js';
import { ALARM_REFUSALS } from './alarm-refusals.js';
import { DELIVERY_REFUSALS } from './delivery-refusals.js';
import { DOCUMENT_REFUSALS } from './document-refusals.js';
import { DISPATCH_REFUSALS } from './dispatch-refusals.js';
import { ORDER_REFUSALS } from './order-refusals.js';
import { RECONCILIATION_REFUSALS } from './reconciliation-refusals.js';
import { FIELD_REFUSALS } from './field-refusals.js';
import { type ClosedWords, PARAM_WORDS } from './param-words.js';
import { REQUEST_REFUSALS } from './request-refusals.js';
import { PRIVACY_REFUSALS } from './privacy-refusals.js';
import { RETENTION_REFUSALS } from './retention-refusals.js';
import { SALES_REFUSALS } from './sales-refusals.js';
import { USER_REFUSALS } from './user-refusals.js';
import { WEBHOOK_REFUSALS } from './webhook-refusals.js';

/**
 * Why something is refused: of a request as a whole, and of one field. The one list of these codes; `{{name}}` stands for
 * the parameter of that name, and those of the English text are what whoever refuses must give.
 */
export const REFUSAL_TEXTS = {
  ...FIELD_REFUSALS,
  ...REQUEST_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...ALARM_REFUSALS,
  ...DELIVERY_REFUSALS,
  ...DISPATCH_REFUSALS,
  ...DOCUMENT_REFUSALS,
  ...ORDER_REFUSALS,
  ...RECONCILIATION_REFUSALS,
  ...PRIVACY_REFUSALS,
  ...RETENTION_REFUSALS,
  ...SALES_REFUSALS,
  ...USER_REFUSALS,
  ...WEBHOOK_REFUSALS,
} as const satisfies Readonly<Record<string, WordText>>;

export type RefusalCode = keyof typeof REFUSAL_TEXTS;
export type RefusalParam = string | number;

type NamesIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What the text of a code is completed with. */
export type RefusalParams<Code extends RefusalCode> = {
  readonly [Name in NamesIn<(typeof REFUSAL_TEXTS)[Code]['en']>]: Name extends keyof ClosedWords
    ? keyof ClosedWords[Name]
    : RefusalParam;
};

/** The parameters that follow a code: none where its text has none. */
export type WithParams<Code extends RefusalCode> = keyof RefusalParams<Code> extends never
  ? []
  : [params: RefusalParams<Code>];

type Given = Readonly<Record<string, RefusalParam>>;

/** Undefined for a code that is not in the table, of another version. */
export function refusalText(code: string, params: Given): WordText | undefined {
  if (!Object.hasOwn(REFUSAL_TEXTS, code)) return undefined;
  const { zh, en } = REFUSAL_TEXTS[code as RefusalCode];
  return { zh: filled(zh, params, 'zh'), en: filled(en, params, 'en') };
}

const filled = (text: string, params: Given, language: keyof WordText): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? inWords(name, String(params[name]), language) : whole,
  );

function inWords(name: string, param: string, language: keyof WordText): string {
  const tables: Readonly<Record<string, Readonly<Record<string, WordText>>>> = PARAM_WORDS;
  const words = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (words === undefined) return param;
  const wordOf = (word: string): string =>
    Object.hasOwn(words, word) ? (words[word]?.[language] ?? word) : word;
  return param
    .split(', ')
    .map(wordOf)
    .join(language === 'zh' ? '、' : ', ');
}
