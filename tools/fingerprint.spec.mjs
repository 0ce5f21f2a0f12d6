import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { filesIn, fingerprint } from './fingerprint.mjs';

let root;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-fingerprint-'));
  fs.mkdirSync(path.join(root, 'libs'));
  fs.writeFileSync(path.join(root, 'libs', 'a.ts'), 'a');
  fs.writeFileSync(path.join(root, 'libs', 'b.ts'), 'b');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

const current = () =>
  fingerprint(
    root,
    filesIn(root, 'libs', (file) => file.endsWith('.ts')),
  );

describe('fingerprint', () => {
  it('does not mind file times, as they are after a clone', () => {
    const before = current();
    fs.utimesSync(path.join(root, 'libs', 'a.ts'), 1, 1);
    expect(current()).toBe(before);
  });

  it.each([
    ['changed', () => fs.writeFileSync(path.join(root, 'libs', 'a.ts'), 'A')],
    ['added', () => fs.writeFileSync(path.join(root, 'libs', 'c.ts'), '')],
    ['removed', () => fs.rmSync(path.join(root, 'libs', 'b.ts'))],
    ['renamed', () => fs.renameSync(path.join(root, 'libs', 'b.ts'), path.join(root, 'libs', 'c.ts'))],
  ])('notices a file that was %s', (_what, change) => {
    const before = current();
    change();
    expect(current()).not.toBe(before);
  });
});
