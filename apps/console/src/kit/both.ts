import { useTranslation } from 'react-i18next';

/** A sentence that the hub tells in both languages. */
export interface Both {
  readonly zh: string;
  readonly en: string;
}

/** Reads such sentences in the language of the console. */
export function useBoth(): (text: Both) => string {
  const { i18n } = useTranslation();
  return (text) => (i18n.language === 'en' ? text.en : text.zh);
}
