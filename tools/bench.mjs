// `npm run bench -- <name>`: measures and prints; writes nothing into the repository.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { ensureBuilt } = await import('./build.mjs');
ensureBuilt();
const BENCHES = {
  ingest: './bench/ingest.mjs',
  dispatch: './bench/dispatch.mjs',
  poll: './bench/poll.mjs',
  hostile: './bench/hostile.mjs',
  flood: './bench/flood.mjs',
  events: './bench/events.mjs',
  bindings: './bench/bindings.mjs',
  mutated: './bench/mutated.mjs',
  forged: './bench/forged.mjs',
  growth: './bench/growth.mjs',
  peers: './bench/peers.mjs',
  overview: './bench/overview.mjs',
  console: './bench/console.mjs',
  'heat-map': './bench/heat-map.mjs',
  calls: './bench/calls.mjs',
  report: './bench/report.mjs',
  reconcile: './bench/reconcile.mjs',
  erasure: './bench/erasure.mjs',
  retention: './bench/retention.mjs',
  record: './bench/record.mjs',
};
const [name = '', ...options] = process.argv.slice(2);
if (!Object.hasOwn(BENCHES, name)) {
  console.error(`npm run bench <name>: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const { bench } = await import(BENCHES[name]);
await bench(options);
