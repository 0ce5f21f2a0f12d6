// `npm run demo:check [-- --hub=<url> --key=<admin key> --sandbox=<url>]`: whether the running hub has found what its
// sandbox has done to the vendors' stories, and nothing else. Exit code 0 only then.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { checkDemo } = await import('./demo/check.mjs');
process.exitCode = await checkDemo(process.argv.slice(2));
