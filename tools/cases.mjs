// `npm run cases -- <folder or file> [--hub=<url>] [--key=<admin key>] [--sandbox=<url>]`: sends order documents that
// are kept in files to a running hub, as a shop would, and prints what became of each.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { sendCases } = await import('./cases/send-cases.mjs');
await sendCases(process.argv.slice(2));
