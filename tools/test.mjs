// `npm test [-- <jest arguments>]`: all tests, against a PostgreSQL that lives as long as the run. The last line
// says how many passed and failed, whatever happens.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureBuilt } = await import('./build.mjs');
const { runTests } = await import('./test-run.mjs');

try {
  ensureBuilt(); // end-to-end tests start the compiled hub
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
