import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { coded, readCoded } from './coded.js';
import { REFUSAL_TEXTS, refusalText } from './refusal-texts.js';
import { PARAM_WORDS } from './param-words.js';

const CALL = /\b(GET|POST|PUT|PATCH|DELETE) [/…]/;

const namesIn = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('why something is refused', () => {
  it.each(Object.entries(REFUSAL_TEXTS))(
    '%s is said in both languages, by the same parameters',
    (code, text) => {
      expect(code).toMatch(/^[a-z0-9]+(_[a-z0-9]+)+$/);
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      // Programs read the English, and may be told a call; the Chinese is for people, who see pages and buttons.
      expect(text.zh).not.toMatch(CALL);
      expect(namesIn(text.zh)).toEqual(namesIn(text.en));
      for (const said of [text.zh, text.en]) {
        expect(said).not.toMatch(/[.。]$/);
        // Braces that no parameter is between are what a slip of the keyboard leaves.
        expect(said.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/\{\{|\}\}/);
      }
    },
  );

  it('is of one part, and every part is in the table', async () => {
    const folder = path.dirname(fileURLToPath(import.meta.url));
    const files = readdirSync(folder).filter((file) => file.endsWith('-refusals.ts'));
    const parts = await Promise.all(
      files.map(async (file) => Object.values((await import(path.join(folder, file))) as object) as object[]),
    );
    // Of two of one name the later would hide the earlier.
    expect(parts.flat().flatMap(Object.keys).sort()).toEqual(Object.keys(REFUSAL_TEXTS).sort());
  });

  it.each(Object.entries(PARAM_WORDS))('says every word for %s in both languages', (_name, words) => {
    for (const { zh, en } of Object.values(words)) {
      expect(zh).not.toBe('');
      expect(zh).not.toMatch(CALL);
      expect(en).toMatch(/^[\p{ASCII}’…]+$/u);
    }
  });

  it('is said with what there is, and its words in the language of who reads it', () => {
    expect(refusalText('not_found', { resource: 'store', id: '$& {{resource}}' })).toEqual({
      zh: '没有这个门店：$& {{resource}}',
      en: 'there is no store $& {{resource}}',
    });
    expect(refusalText('not_found', { resource: 'of_a_later_hub', id: '1' })?.en).toContain('of_a_later_hub');
    expect(refusalText('must_be_at_most', {})?.en).toBe('must be at most {{most}}');
    expect(refusalText('toString', {})).toBeUndefined();
  });

  it('travels through a shape as one text', () => {
    expect(readCoded(coded('must_be_id'))).toEqual({ code: 'must_be_id', params: {} });
    expect(readCoded(coded('must_be_at_most', { most: 3 }))).toEqual({
      code: 'must_be_at_most',
      params: { most: 3 },
    });
    expect(['Invalid input', 'must be an id', 'of_a_later {'].map(readCoded)).toEqual(
      Array(3).fill(undefined),
    );
  });
});
