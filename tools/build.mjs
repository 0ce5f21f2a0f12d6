// `npm run build`: generates the Prisma client, compiles hub, sandbox and libs into dist/ through Nest's SWC
// builder (nest-cli.json), and bundles the hub through Rolldown and the console through Vite. Types are checked by
// `npm run check`, not here.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureConsole } from './console/build-console.mjs';
import { filesIn, fingerprint, readStamp } from './fingerprint.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './project.mjs';

/** The folders that nest-cli.json names under "filenames". */
const SOURCES = ['apps/hub', 'apps/sandbox', 'libs'];
const GENERATED = 'libs/database/src/generated';
const SCHEMA_FILES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json'];
const BUILD_FILES = [
  ...['.swcrc', 'nest-cli.json', 'tsconfig.json', 'package.json', 'package-lock.json'],
  'tools/hub/bundle-hub.mjs',
];

/**
 * Does what has changed since the last build, and nothing (in some tens of milliseconds) when nothing has.
 *
 * @throws {Error} when a step fails; it has printed why
 */
export function ensureBuilt(root = ROOT) {
  const schema = ensureClient(root);
  const sources = SOURCES.flatMap((folder) => filesIn(root, folder, isSource));
  const wanted = fingerprint(root, [...sources, ...BUILD_FILES]) + schema;
  compile(root, wanted);
  bundleHub(root, wanted);
  ensureConsole(root, (args, title) => run(root, args, title));
}

const isSource = (file) =>
  file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith(path.normalize(`${GENERATED}/`));

/**
 * Generates the Prisma client if the schema has changed: the part of a build that specs import.
 *
 * @returns {string} the schema's hash
 * @throws {Error} when that fails; what was printed says why
 */
export function ensureClient(root = ROOT) {
  const wanted = fingerprint(root, SCHEMA_FILES);
  const stamp = path.join(root, GENERATED, '.schema-hash');
  if (readStamp(stamp) === wanted) return wanted;
  run(root, ['tools/prisma.mjs', 'generate', '--no-hints'], 'Generating the Prisma client …');
  fs.writeFileSync(stamp, wanted);
  return wanted;
}

/**
 * Both projects compile the same folders (Nest's SWC builder has one list for all), so one of them is enough.
 */
function compile(root, wanted) {
  const stamp = path.join(root, 'dist', '.build-hash');
  if (readStamp(stamp) === wanted) return;
  fs.rmSync(stamp, { force: true });
  run(root, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'hub'], 'Compiling …');
  removeOrphans(root);
  fs.writeFileSync(stamp, wanted);
}

function bundleHub(root, wanted) {
  const stamp = path.join(root, 'dist', '.hub-hash');
  if (readStamp(stamp) === wanted && fs.existsSync(path.join(root, 'dist', 'hub', 'main.js'))) return;
  fs.rmSync(stamp, { force: true });
  run(root, ['tools/hub/bundle-hub.mjs'], 'Bundling the hub …');
  fs.writeFileSync(stamp, wanted);
}

/** Not by emptying dist/ first: a hub that runs from it may be restarted in the meantime. */
function removeOrphans(root) {
  const outputs = SOURCES.flatMap((folder) => filesIn(root, `dist/${folder}`, () => true));
  for (const output of outputs) {
    const source = output.replace(/^dist./, '').replace(/\.js(\.map)?$/, '.ts');
    if (!fs.existsSync(path.join(root, source))) fs.rmSync(path.join(root, output));
  }
}

/** What a step prints is shown only when it fails. */
function run(root, args, title) {
  console.log(title);
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout}${result.stderr}`);
  throw new Error(`"node ${args.join(' ')}" failed.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensureInstalled();
  ensureBuilt();
}
