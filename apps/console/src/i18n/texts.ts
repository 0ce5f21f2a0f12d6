import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { today } from '../pages/today/today.texts.js';
import type { signIn } from '../pages/sign-in/sign-in.texts.js';
import type { Texts } from './both-languages.js';
import { languageHere } from './language.js';
import { shell } from './shell.texts.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: {
      shell: (typeof shell)['zh'];
      today: (typeof today)['zh'];
      signIn: (typeof signIn)['zh'];
    };
  }
}

export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: languageHere(),
    fallbackLng: 'zh',
    defaultNS: 'shell',
    resources: { zh: { shell: shell.zh }, en: { shell: shell.en } },
    interpolation: { escapeValue: false },
  });
}

/** Of a page that is loaded when it is first opened. */
export function addTexts<Keys>(namespace: string, { zh, en }: Texts<Keys>): void {
  i18next.addResourceBundle('zh', namespace, zh);
  i18next.addResourceBundle('en', namespace, en);
}
