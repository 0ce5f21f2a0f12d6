import path from 'node:path';
import { inProject } from '../project.mjs';

/** Folders and specs that start programs, or let time pass, and wait for what comes of it. */
export const WAITING = [
  'test/browser/',
  'test/e2e/',
  'test/integration/database/silent.spec.ts',
  'test/integration/http/alarms.spec.ts',
  'test/integration/http/frozen-hub.spec.ts',
  'test/integration/http/hub-life.spec.ts',
  'test/integration/http/order-flags.spec.ts',
  'test/integration/http/slow-senders.spec.ts',
  'test/integration/hub/',
  'test/integration/jobs/',
  'tools/chaos/chaos.spec.mjs',
  'tools/full-disk.spec.mjs',
  'tools/migrate.spec.mjs',
  'tools/start.spec.mjs',
];

/** They play hours of a day without waiting for any. */
const COMPUTING = ['test/e2e/day-of-calls.spec.ts', 'test/e2e/lying-till.spec.ts'];

/** What takes longest, first. Begun last, one of them would be all that still runs. */
export const LONG = [
  'test/e2e/crash.spec.ts',
  'test/e2e/container.spec.ts',
  'test/e2e/push-and-poll.spec.ts',
  'test/e2e/key-rotation.spec.ts',
  'test/e2e/canaries/canaries.spec.ts',
  'tools/chaos/chaos.spec.mjs',
  'test/e2e/hostile-answers.spec.ts',
  'test/e2e/sources.spec.ts',
  'test/e2e/till.spec.ts',
  'test/integration/polling/endurance.spec.ts',
  'test/integration/http/hub-life.spec.ts',
  'test/integration/http/order-flags.spec.ts',
  'test/e2e/till-crash.spec.ts',
  'test/e2e/day-of-calls.spec.ts',
  'test/e2e/report-crash.spec.ts',
  'test/integration/reconciliation/mend/mended-worlds.spec.ts',
  'test/e2e/vendor-clock.spec.ts',
  'test/e2e/report-frozen.spec.ts',
  'test/integration/reconciliation/mend/mending.spec.ts',
  'test/integration/reconciliation/seeded-world.spec.ts',
  'test/integration/jobs/jobs.spec.ts',
  'test/integration/http/alarms.spec.ts',
  'test/integration/retention/cut-off.spec.ts',
  'test/e2e/flow.spec.ts',
  'test/integration/polling/halving.spec.ts',
  'test/integration/ledger/people-links.spec.ts',
  'test/integration/dispatch/asked-moves.spec.ts',
  'test/integration/reporting/told-hours.spec.ts',
  'test/integration/reporting/submission-jobs.spec.ts',
  'test/integration/alarms/sending.spec.ts',
  'test/e2e/lying-till.spec.ts',
];

/**
 * What people do in the console, thing by thing. A run of everything opens every page and does what matters most; these
 * take minutes more, and belong to `npm run test:browser`.
 */
export const BROWSER_IN_FULL = [
  'test/browser/accounts.spec.ts',
  'test/browser/coverage.spec.ts',
  'test/browser/deliveries.spec.ts',
  'test/browser/discrepancies.spec.ts',
  'test/browser/events.spec.ts',
  'test/browser/four-tries.spec.ts',
  'test/browser/many-discrepancies.spec.ts',
  'test/browser/mishaps.spec.ts',
  'test/browser/settings.spec.ts',
  'test/browser/users.spec.ts',
];

const inTree = (file) => path.relative(inProject(), file).replaceAll(path.sep, '/');

/** @param {string} file the path of a spec */
export function mostlyWaits(file) {
  const spec = inTree(file);
  return WAITING.some((place) => spec.startsWith(place)) && !COMPUTING.includes(spec);
}

/**
 * @template {{ path: string }} Spec
 * @param {readonly Spec[]} specs
 * @returns {Spec[]} the long ones first, the others in their order
 */
export function longFirst(specs) {
  const isLong = ({ path: file }) => LONG.includes(inTree(file));
  const place = ({ path: file }) => LONG.indexOf(inTree(file));
  const long = specs.filter(isLong).sort((one, other) => place(one) - place(other));
  return [...long, ...specs.filter((spec) => !isLong(spec))];
}
