// `npm test [-- <jest arguments>]`: all tests, or those of the paths named, against a PostgreSQL that lives as
// long as the run. The last line says how many passed and failed, whatever happens.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureClient } = await import('./build.mjs');
const { runTests } = await import('./test/run.mjs');

try {
  ensureClient(); // specs import it; the compiled programs wait until one asks for them
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
