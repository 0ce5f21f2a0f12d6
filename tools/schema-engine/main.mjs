#!/usr/bin/env node
// The schema engine as the Prisma CLI expects it (a program that speaks JSON-RPC by lines on stdin and
// stdout), over Prisma's published WebAssembly build of the same engine and the `pg` driver. It exists
// because the stock CLI downloads a native engine from a host that many company networks do not reach.
import { parseArguments } from './arguments.mjs';
import { administer } from './database-admin.mjs';
import { serveRpc } from './json-rpc.mjs';
import { engineVersion, openEngine } from './wasm-engine.mjs';

const { positional, options } = parseArguments(process.argv.slice(2));

if (positional[0] === '--version') {
  console.log(`schema-engine-wasm ${await engineVersion()}`);
} else if (positional[0] === 'cli') {
  process.exitCode = await administer(positional[1], options.datasource.url);
} else {
  await serveRpc(() => openEngine(options));
  process.exit(0); // the engine's pool may still hold its session
}
