// `npm run chaos [-- --only=<name>] [--short]`: real hubs, a real database, and every fault that they must survive.
// Listens on the loopback alone, ends what it started, and writes nothing into the repository.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureBuilt } = await import('./build.mjs');
ensureBuilt();
const { chaos } = await import('./chaos/chaos.mjs');
process.exit((await chaos(process.argv.slice(2))) ? 0 : 1);
