import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { ComparisonTally } from '#reconciliation/brake/comparison-tally.js';
import { Keeping } from '#reconciliation/keep/keeping.js';
import { RunsQuery } from '#reconciliation/operator/runs.query.js';
import { RunsService } from '#reconciliation/operator/runs.service.js';
import { DEFAULT_RECONCILIATION_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import { RECONCILIATION_COMPARE, RECONCILIATION_CONSUMER } from '#reconciliation/reconciliation.tasks.js';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import { Running } from '#reconciliation/runs/running.js';
import { SliceKeeping } from '#reconciliation/runs/slice-keeping.js';
import { SliceLooking } from '#reconciliation/runs/slice-looking.js';
import { Comparing } from '#reconciliation/watch/comparing.js';
import { Watching } from '#reconciliation/watch/watching.js';
import { DispatchWorld, type Hub } from '../dispatch/dispatch-world.js';
import { hubFacts } from './hub-facts.js';

const LEASE_MS = 60_000;
const signal = new AbortController().signal;

/** A world of dispatch whose orders are compared as well. */
export const openComparedWorld = (): Promise<DispatchWorld> =>
  DispatchWorld.open({ beside: [{ name: RECONCILIATION_CONSUMER, task: RECONCILIATION_COMPARE }] });

/** What compares in one hub of a world. */
export function comparingHub(world: DispatchWorld, hub: Hub) {
  const { database, clock } = world;
  const { log } = hub.parts;
  const accounts = { read: () => hubFacts(world, hub) };
  const tally = new ComparisonTally();
  const comparing = new Comparing(new Keeping(clock), clock, tally);
  const settings = DEFAULT_RECONCILIATION_SETTINGS;
  const leases = new Leases(clock, new Instance('compares'), LEASE_MS);
  const running = new Running({
    ...{ database, clock, leases, log, ordersPerSlice: 500 },
    looking: new SliceLooking({ database, clock, accounts }),
    keeping: new SliceKeeping({ database, clock, leases, comparing, tally }),
  });
  return {
    /** Orders that changed, and those that are due. */
    watch: () => new Watching({ database, clock, accounts, comparing, settings, log }).run(signal),
    /** @returns the report of a full run over the orders of that time */
    async run(period: { readonly from: Date; readonly to: Date }) {
      const id = await new RunsService(database, clock, new Instance('asks'), log).create({
        ...EVERYTHING,
        ...period,
      });
      await running.run(signal);
      return (await new RunsQuery(database).get(id))!.report;
    },
  };
}
