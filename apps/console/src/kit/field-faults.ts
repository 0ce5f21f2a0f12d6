import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problem-error.js';
import { faultWords } from './problem-words.js';

export interface FieldFaults {
  /** What is wrong with a field or with a part of it; undefined where it is right. */
  readonly of: (path: string) => string | undefined;
  /** Of fields that none of these paths is, or is above. */
  readonly beside: (paths: readonly string[]) => readonly string[];
}

/** What the hub says of the fields that it was given, by their paths. */
export function useFieldFaults(error: Error | null): FieldFaults {
  const { i18n } = useTranslation();
  const faults = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  const told = faults.map((fault) => ({
    field: fault.field,
    words: faultWords(fault, i18n.language === 'en' ? 'en' : 'zh'),
  }));
  return {
    of: (path) => {
      const own = told.filter(({ field }) => isWithin(field, path)).map(({ words }) => words);
      return own.length === 0 ? undefined : own.join(' · ');
    },
    beside: (paths) =>
      told
        .filter(({ field }) => !paths.some((path) => isWithin(field, path)))
        .map(({ field, words }) => `${field}: ${words}`),
  };
}

const isWithin = (field: string, path: string): boolean => field === path || field.startsWith(`${path}.`);
