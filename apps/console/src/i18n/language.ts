export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'suanpan.language';

/** What a person chose here before; else the first of what the browser asks for that we speak; else Chinese. */
export function firstLanguage(kept: string | null, asked: readonly string[]): Language {
  const known = [kept ?? '', ...asked.map((tag) => tag.slice(0, 2).toLowerCase())];
  return known.map(asLanguage).find((language) => language !== undefined) ?? 'zh';
}

const asLanguage = (text: string): Language | undefined => LANGUAGES.find((language) => language === text);

export const languageHere = (): Language => firstLanguage(localStorage.getItem(KEPT), navigator.languages);
export const keepLanguage = (language: Language): void => localStorage.setItem(KEPT, language);
export const tagOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
