import type { Problem } from '#admin-contract/problem.js';
import { refusalText } from '#admin-contract/refusals/refusal-texts.js';
import type { Language } from '../i18n/language.js';

/** What was kept of before 0.4.0 has no code. */
interface Fault {
  readonly code?: string | undefined;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  readonly message: string;
}

/** What is wrong with one field. A code of a later hub speaks English, as it came. */
export const faultWords = ({ code, params = {}, message }: Fault, language: Language): string =>
  (code === undefined ? undefined : refusalText(code, params)?.[language]) ?? message;

/** What was refused, as a sentence; where it is about several fields, what is wrong with each. */
export function problemWords(problem: Problem, language: Language): string {
  const { code, params, detail, title, errors = [] } = problem;
  const text = refusalText(code, params)?.[language];
  if (text === undefined) return detail ?? title;
  if (code !== 'fields_to_correct' || errors.length === 0) return sentence(text, language);
  const { colon, between } = MARKS[language];
  const faults = errors.map((fault) => `${fault.field} ${faultWords(fault, language)}`);
  return sentence(`${text}${colon}${faults.join(between)}`, language);
}

const MARKS = {
  zh: { colon: '：', between: '；', end: '。' },
  en: { colon: ': ', between: '; ', end: '.' },
} as const;

function sentence(text: string, language: Language): string {
  const { end } = MARKS[language];
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(end) ? '' : end}`;
}
