import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { EngineAdapterFactory } from './engine-adapter.mjs';

const GLUE = '@prisma/schema-engine-wasm/schema_engine_bg';

/** Node 20 cannot import a .wasm file, so the package's glue is given its instance by hand. */
async function loadWasm() {
  const glue = await import(GLUE);
  const binary = fileURLToPath(import.meta.resolve(GLUE)).replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(binary), {
    './schema_engine_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return glue;
}

export const engineVersion = async () => (await loadWasm()).version();

/** @param {{ datamodels: string[], datasource?: { url: string } }} options */
export async function openEngine({ datamodels, datasource }) {
  const { SchemaEngine } = await loadWasm();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`\n${message}\n`),
  };
  const sources = datamodels.map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
  const factory = bindMigrationAwareSqlAdapterFactory(new EngineAdapterFactory(datasource?.url ?? ''));
  return SchemaEngine.new({ datamodels: sources.length > 0 ? sources : undefined }, log, factory);
}
