import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLANTED } from './planted.js';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const placed = Object.values(
  createRequire(import.meta.url)('./vendor-roles.cjs') as Record<string, readonly string[]>,
).flat();

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();

/** `<vendor>[-<part>].<role>.ts` of every vendor, specs apart. */
function inUse(): readonly string[] {
  const files = readdirSync(path.join(REPOSITORY, 'libs/connectors'), { recursive: true, encoding: 'utf8' });
  return unique(files.flatMap((file) => /\/src\/[^/.]+\.([^/.]+)\.ts$/.exec(file)?.[1] ?? []));
}

/** The words in code style at the beginning of each row of the guide's table of roles. */
function inTheGuide(): readonly string[] {
  const guide = readFileSync(path.join(REPOSITORY, 'docs/adding-a-connector.md'), 'utf8');
  const table = /\| role +\|.*?\n\n/s.exec(guide)?.[0] ?? '';
  const cells = table.split('\n').flatMap((row) => row.split('|')[1] ?? []);
  return unique(cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, role]) => role ?? '')));
}

describe("the roles of a vendor's files", () => {
  it('have a place in the rules, or nobody uses them', () => {
    expect(unique(placed)).toEqual(inUse());
  });

  it('are told of in the guide, each of them and no other', () => {
    expect(inTheGuide()).toEqual(inUse());
  });

  it('have each been seen to break a rule, but the module, which is above all', () => {
    const offenders = PLANTED.flatMap(({ bad }) => bad.map(([from]) => from));
    const roles = offenders.flatMap((file) => /^libs\/connectors\/.*\.([^/.]+)\.ts$/.exec(file)?.[1] ?? []);
    expect([...placed].filter((role) => !roles.includes(role))).toEqual(['module']);
  });
});
