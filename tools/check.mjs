// `npm run check`: everything that can be said about the code without running it. All checks run, even if one
// fails.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { runChecks } = await import('./check-run.mjs');
process.exitCode = await runChecks();
