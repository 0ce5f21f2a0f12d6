import fs from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { inProject } from './project.mjs';

const read = (file) => fs.readFileSync(inProject(file), 'utf8');
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);
/** What stands as code within a sentence, on one line or two. */
const named = (text) =>
  new Set(all(text.replace(/```[\s\S]*?```/g, ''), /`([^`]+)`/g).map((code) => code.replace(/\s+/g, ' ')));

describe('what is told in both languages', () => {
  it.each([
    ['README.md', 'README.zh-CN.md'],
    ['docs/operating.md', 'docs/operating.zh-CN.md'],
  ])('%s and %s tell the same: sections, commands and names', (english, chinese) => {
    const [en, zh] = [read(english), read(chinese)];
    expect(all(zh, /^(##) /gm)).toHaveLength(all(en, /^(##) /gm).length);
    expect(all(zh, /```sh\n([\s\S]*?)```/g)).toEqual(all(en, /```sh\n([\s\S]*?)```/g));
    expect([...named(zh)].sort()).toEqual([...named(en)].sort());
    expect(all(zh, /!\[.*?\]\((.*?)\.zh\.png\)/g)).toEqual(all(en, /!\[.*?\]\((.*?)\.en\.png\)/g));
    for (const [text, other] of [
      [en, chinese],
      [zh, english],
    ])
      expect(text).toContain(`(${other.replace('docs/', '')})`);
  });

  it('the pictures that the READMEs show are there', () => {
    for (const readme of ['README.md', 'README.zh-CN.md'])
      for (const picture of all(read(readme), /!\[.*?\]\((.*?\.png)\)/g))
        expect([picture, fs.existsSync(inProject(picture))]).toEqual([picture, true]);
  });
});
