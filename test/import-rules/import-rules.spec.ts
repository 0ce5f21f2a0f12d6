import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PLANTED } from './planted.js';
import { writePlantedTree } from './planted-tree.js';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const CRUISER = path.join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Report {
  readonly summary: { readonly violations: readonly Violation[] };
}

interface Violation {
  readonly rule: { readonly name: string; readonly severity: string };
  readonly from: string;
  readonly to: string;
}

interface Rules {
  readonly forbidden: readonly { readonly name: string; readonly severity: string }[];
}

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;

/** What `npm run check` runs, in the miniature repository; written as JSON it exits 0 whatever it found. */
async function cruise(root: string): Promise<Report> {
  const args = [CRUISER, '--output-type', 'json', 'apps', 'libs', 'test'];
  const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options);
  return JSON.parse(stdout) as Report;
}

const line = (rule: string, from: string, to: string | null): string =>
  `${rule}: ${from} → ${to ?? 'nothing'}`;

describe('import rules', () => {
  let root: string;
  let reported: readonly string[];

  beforeAll(async () => {
    root = await realpath(await mkdtemp(path.join(tmpdir(), 'suanpan-import-rules-')));
    await writePlantedTree(REPOSITORY, root, PLANTED);
    const { violations } = (await cruise(root)).summary;
    reported = violations.map(({ rule, from, to }) => line(rule.name, from, from === to ? null : to));
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  it('has a planted violation and a clean neighbour for every rule', () => {
    const tried = PLANTED.filter(({ bad, good }) => bad.length > 0 && good.length > 0).map(
      ({ rule }) => rule,
    );
    expect(tried.sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  it('lets every rule stop the check', () => {
    expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([]);
  });

  it.each(PLANTED)('$rule is reported where it is broken, and there alone', ({ rule, bad }) => {
    const expected = bad.map(([from, to]) => line(rule, from, to?.replace(/^(package|node):/, '') ?? null));
    expect(
      reported
        .filter((one) => one.startsWith(`${rule}: `))
        .map(shorten)
        .sort(),
    ).toEqual(expected.sort());
  });

  it('lets no file break a second rule by the way', () => {
    expect(reported).toHaveLength(PLANTED.flatMap(({ bad }) => bad).length);
  });
});

/** A package is named by the file that its name leads to. */
const shorten = (one: string): string => one.replace(/→ node_modules\/(.+)\/main\.js$/, '→ $1');
