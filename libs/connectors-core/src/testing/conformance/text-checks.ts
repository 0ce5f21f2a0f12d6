import type { BothText } from '../../both-text.js';
import type { ConfigField } from '../../config-field.js';
import type { Connector } from '../../connector.js';
import type { ConnectorCase } from '../connector-case.js';
import type { Check } from './rig.js';

/** A label stands beside its input, on a phone too. */
const LONGEST_LABEL = { zh: 20, en: 60 } as const;

const uncalled = { call: () => Promise.reject(new Error('not called here')) };

/** Who fills a form in reads one language: each text is written in it, whatever words of the vendor it quotes. */
export function textChecks(input: ConnectorCase): Check[] {
  const check = (name: string, run: (connector: Connector) => Promise<void> | void): Check => ({
    name: `connector: ${name}`,
    run: async () => run(input.connector(uncalled)),
  });
  return [
    check('its settings are named and described in Chinese and in English', ({ configFields }) => {
      expect(
        configFields.flatMap(({ name, labels, descriptions }) => wrong(name, labels, descriptions)),
      ).toEqual([]);
    }),
    check('its own name and the words of its settings are said in both languages', (connector) => {
      const words = connector.configFields.flatMap(wordsOf);
      for (const { zh, en } of [connector.titles, ...words]) expect([zh.trim(), en.trim()]).not.toContain('');
    }),
  ];
}

function wrong(name: string, labels: BothText, descriptions: BothText): string[] {
  const isChinese = [labels.zh, descriptions.zh].every((text) => /\p{Script=Han}/u.test(text));
  const isEnglish = [labels.en, descriptions.en].every((text) => /[A-Za-z]{2}/.test(text));
  const isShort = labels.zh.length <= LONGEST_LABEL.zh && labels.en.length <= LONGEST_LABEL.en;
  return [
    ...(isChinese ? [] : [`${name}: not Chinese`]),
    ...(isEnglish ? [] : [`${name}: not English`]),
    ...(isShort ? [] : [`${name}: label too long`]),
  ];
}

function wordsOf(field: ConfigField): readonly BothText[] {
  if (field.type === 'choice') return Object.values(field.choices);
  return field.type === 'flags' ? Object.values(field.flags) : [];
}
