// The hub and the packages that it stands on as one file, dist/hub/main.js: to look up, read and link some three
// thousand small ones takes most of a start. What lies in dist/apps and dist/libs stays: tools import it.
import fs from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from '../project.mjs';

/** Packages ask for it where it is there; a hub has no use for it, and it is as large as all others together. */
const LEFT_OUT = ['typescript'];

const COMPILED = path.join(ROOT, 'dist') + path.sep;

/** A debugger is led on to the TypeScript that our files were compiled from. */
const ownMaps = {
  name: 'own-maps',
  load(id) {
    if (!id.startsWith(COMPILED) || !id.endsWith('.js')) return null;
    return {
      code: fs.readFileSync(id, 'utf8'),
      map: JSON.parse(fs.readFileSync(`${id}.map`, 'utf8')),
    };
  },
};

/** Packages that are not installed are optional, and asked for within a `try`; ours are looked after by the types. */
function tell(level, log) {
  if (level === 'warn' && log.code !== 'UNRESOLVED_IMPORT') console.error(log.message);
}

const bundle = await rolldown({
  cwd: ROOT,
  input: 'dist/apps/hub/src/main.js',
  platform: 'node',
  external: LEFT_OUT,
  plugins: [ownMaps],
  onLog: tell,
});
await bundle.write({
  file: 'dist/hub/main.js',
  format: 'esm',
  sourcemap: true,
  // One file, so that a hub that runs while another is built never looks for a piece that is gone.
  codeSplitting: false,
  // Nest tells modules and loggers apart by the names of their classes.
  keepNames: true,
});
await bundle.close();
