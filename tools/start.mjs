// `npm start`: everything a person needs to run Suanpan, in one terminal. See tools/README.md.
import { ensureInstalled } from './install.mjs';

const startedAt = performance.now();
ensureInstalled(); // before anything below may import a package
const { launch } = await import('./start/launch.mjs');
await launch(startedAt);
