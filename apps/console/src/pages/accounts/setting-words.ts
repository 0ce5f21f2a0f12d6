import type { ConfigField } from '../../api/connectors.js';
import { type Both, useBoth } from '../../kit/both.js';

/** What a setting, and each word that it may have, is called. */
export function useSettingWords() {
  const both = useBoth();
  return {
    label: ({ label, labels }: ConfigField) => both(labels ?? inEnglish(label)),
    description: ({ description, descriptions }: ConfigField) => both(descriptions ?? inEnglish(description)),
    word: ({ words }: ConfigField, word: string) => {
      const text = words?.[word];
      return text === undefined ? word : both(text);
    },
  };
}

const inEnglish = (text: string): Both => ({ zh: text, en: text });
