import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Import, Planted } from './planted.js';

/** What the rules need besides sources: copied as it is, so that the real configuration is on trial. */
const CONFIGURATION = [
  '.dependency-cruiser.cjs',
  'test/import-rules/aliases.cjs',
  'test/import-rules/vendor-roles.cjs',
  'tsconfig.json',
  'package.json',
];

const PACKAGES = ['@nestjs/common', '@prisma/client', 'decimal.js', 'undici'];

/** Compiled files lie about, as after a build; imports must lead to sources all the same. */
const COMPILED = ['dist/libs/domain/src/ground.js', 'dist/libs/ledger/src/ground.js'];

/** Writes a repository in miniature that holds all planted imports, the bad and the good. */
export async function writePlantedTree(
  repository: string,
  root: string,
  planted: readonly Planted[],
): Promise<void> {
  const aliases = Object.keys(await readImports(repository)).map((name) => name.replace('/*', ''));
  const imports = planted.flatMap(({ bad, good }) => [...bad, ...good]);
  for (const file of CONFIGURATION) await cp(path.join(repository, file), path.join(root, file));
  for (const name of PACKAGES) await writePackage(root, name);
  for (const file of COMPILED) await write(root, file, 'export const compiled = 1;\n');
  for (const [file, lines] of sources(imports, aliases)) await write(root, file, `${lines.join('\n')}\n`);
}

async function readImports(repository: string): Promise<Record<string, string>> {
  const url = path.join(repository, 'package.json');
  const manifest = (await import(url, { with: { type: 'json' } })) as {
    default: { imports: Record<string, string> };
  };
  return manifest.default.imports;
}

/** Every file that imports or is imported, with its lines. */
function sources(imports: readonly Import[], aliases: readonly string[]): Map<string, string[]> {
  const files = new Map<string, string[]>();
  const linesOf = (file: string): string[] => {
    const lines = files.get(file) ?? ['export interface Ground { readonly ground: true }'];
    files.set(file, lines);
    return lines;
  };
  imports.forEach(([from, to, how], at) => {
    const lines = linesOf(from);
    if (to === null) return;
    if (to.endsWith('.ts')) linesOf(to);
    // Half of the others import a type only: rules hold for those too.
    const isType = how === undefined ? at % 2 === 0 : how === 'type';
    const keyword = isType ? 'import type' : 'import';
    lines.push(`${keyword} * as imported${String(at)} from '${specifier(from, to, aliases)}';`);
    lines.push(`export type Used${String(at)} = typeof imported${String(at)};`);
  });
  return files;
}

/** How the code base would write this import: `#lib/…` between libs, relative otherwise. */
function specifier(from: string, to: string, aliases: readonly string[]): string {
  if (!to.endsWith('.ts')) return to.replace('package:', '');
  const target = to.replace(/\.ts$/, '.js');
  const lib = libOf(to);
  const alias = `#${lib ?? ''}`;
  if (lib === undefined || lib === libOf(from) || !aliases.includes(alias)) return relative(from, target);
  return target.replace(lib === 'connectors' ? /^libs\/connectors/ : /^libs\/[^/]+\/src/, alias);
}

const libOf = (file: string): string | undefined => /^libs\/([^/]+)\//.exec(file)?.[1];

function relative(from: string, target: string): string {
  const way = path.posix.relative(path.posix.dirname(from), target);
  return way.startsWith('.') ? way : `./${way}`;
}

async function writePackage(root: string, name: string): Promise<void> {
  const folder = `node_modules/${name}`;
  await write(
    root,
    `${folder}/package.json`,
    JSON.stringify({ name, version: '1.0.0', exports: './main.js' }),
  );
  await write(root, `${folder}/main.js`, 'export const nothing = 1;\n');
}

async function write(root: string, file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}
