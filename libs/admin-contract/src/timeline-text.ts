import { discrepancyText } from './discrepancy-texts.js';
import { evidenceText } from './discrepancy-words.js';
import { flagText } from './flag-texts.js';
import type { WordText } from './flag-words.js';
import { TIMELINE_FACT_TEXTS, TIMELINE_TEXTS } from './timeline-texts.js';
import { TIMELINE_WORDS } from './timeline-words.js';

type Evidence = Readonly<Record<string, unknown>>;
type Language = keyof WordText;

const TEXTS: Readonly<Record<string, WordText>> = TIMELINE_TEXTS;

/** The sentence with its numbers. A kind that is not in the table, of another version, speaks for itself. */
export function timelineText(kind: string, evidence: Evidence): WordText {
  const { zh, en } = (Object.hasOwn(TEXTS, kind) ? TEXTS[kind] : undefined) ?? { zh: kind, en: kind };
  return { zh: filled(zh, evidence, 'zh'), en: filled(en, evidence, 'en') };
}

const filled = (text: string, evidence: Evidence, language: Language): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => partText(name, evidence, language));

function partText(name: string, evidence: Evidence, language: Language): string {
  if (name === 'facts') return factsText(evidence, language);
  if (name === 'changes') return changesText(evidence['changes'], language);
  if (name === 'sentence') return sentence(evidence, language);
  return valueText(name, Object.hasOwn(evidence, name) ? evidence[name] : null, language);
}

function valueText(name: string, value: unknown, language: Language): string {
  const words = Object.hasOwn(TIMELINE_WORDS, name) ? TIMELINE_WORDS[name] : undefined;
  if (words === undefined || typeof value !== 'string' || !Object.hasOwn(words, value))
    return evidenceText(name, value, language);
  return words[value]?.[language] ?? value;
}

const COMMA: WordText = { zh: '，', en: ', ' };

const factsText = (evidence: Evidence, language: Language): string =>
  Object.entries(TIMELINE_FACT_TEXTS)
    .flatMap(([name, text]) =>
      Object.hasOwn(evidence, name) ? filled(text[language], evidence, language) : [],
    )
    .join(COMMA[language]);

/** An hour, its store and what it gains; below nothing what it loses. */
export interface HourChange {
  readonly hourAt: string;
  readonly store: string;
  readonly byFen: string;
}

const changesText = (changes: unknown, language: Language): string =>
  (Array.isArray(changes) ? (changes as HourChange[]) : [])
    .map(({ hourAt, store, byFen }) => filled('{store} {hourAt} {byFen}', { hourAt, store, byFen }, language))
    .join(COMMA[language]);

/** What a rule found, or a flag says. */
function sentence({ rule, code, params, ...found }: Evidence, language: Language): string {
  if (typeof rule === 'string') return discrepancyText(rule, found)[language];
  return flagText(String(code), (params ?? {}) as Readonly<Record<string, string>>)[language];
}
