// `npm run check`: everything that can be said about the code without running it. All checks run, even if one
// fails.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureBuilt } = await import('./build.mjs');
const { runChecks } = await import('./check-run.mjs');
ensureBuilt(); // types and dead code are judged with the generated Prisma client in place
process.exitCode = await runChecks();
