// `npm test [-- <jest arguments>]`: all tests, against a PostgreSQL that lives as long as the run.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureBuilt } = await import('./build.mjs');
const { runTests } = await import('./test-run.mjs');
ensureBuilt(); // end-to-end tests start the compiled hub
process.exitCode = await runTests(process.argv.slice(2));
