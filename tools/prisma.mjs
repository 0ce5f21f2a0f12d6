// `npm run prisma -- <arguments>`: the Prisma CLI over the schema engine that npm delivers as WebAssembly, so
// that nothing is downloaded besides packages. PRISMA_SCHEMA_ENGINE_BINARY still names any other engine.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { inProject } from './project.mjs';

const ENGINE = inProject('tools', 'schema-engine', 'main.mjs');
const CLI = inProject('node_modules', 'prisma', 'build', 'index.js');

/**
 * @param {string[]} args
 * @param {{ databaseUrl?: string, cwd?: string, output?: 'inherit' | 'collect', signal?: AbortSignal }}
 *   [options]
 * @returns {Promise<{ code: number, output: string }>} `output` is empty when it was inherited
 */
export function runPrisma(args, { databaseUrl, cwd = inProject(), output = 'inherit', signal } = {}) {
  const stdio = output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [CLI, ...args], { cwd, stdio, env: prismaEnv(databaseUrl), signal });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: text }));
  });
}

function prismaEnv(databaseUrl) {
  return {
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1', // no telemetry and no update check
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
    ...process.env,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { code } = await runPrisma(process.argv.slice(2), { cwd: process.cwd() });
  process.exitCode = code;
}
