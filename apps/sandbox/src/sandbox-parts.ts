import type { BaseParts } from './base-parts.js';
import { CallLog } from './call-log.js';
import { Customers } from './customers.js';
import { DistortionRecord } from './distortions/distortion-record.js';
import { Distortions } from './distortions/distortions.js';
import { FaultBook } from './faults.js';
import { Journal, type Remembered } from './journal.js';
import type { Outbox } from './outbound/outbox.js';
import { Poster } from './outbound/post.js';
import { SandboxClock } from './sandbox-clock.js';
import type { Acting, SandboxVendor } from './sandbox-vendor.js';
import { openVendors } from './vendors.js';

/** Everything that the sandbox is made of, before it listens. */
export interface SandboxParts {
  readonly base: BaseParts;
  readonly vendors: readonly SandboxVendor[];
  readonly customers: Customers;
  readonly distortions: Distortions;
  /** What went wrong so far. */
  readonly record: DistortionRecord;
  readonly clock: SandboxClock;
}

export function buildParts(statePath: string | null, machine: () => number): SandboxParts {
  const clock = new SandboxClock(machine);
  const now = () => clock.now();
  const base: BaseParts = {
    journal: new Journal(statePath),
    poster: new Poster(),
    faults: new FaultBook(),
    calls: new CallLog(now),
    now,
    random: Math.random,
  };
  const { vendors, pospal, suning } = openVendors(base);
  const storefronts = vendors.flatMap((vendor) => vendor.storefronts ?? []);
  const { journal } = base;
  const record = new DistortionRecord({ journal, now });
  const distortions = new Distortions({ storefronts, pospal, suning, record, journal, now });
  return {
    base,
    vendors,
    clock,
    record,
    distortions,
    customers: new Customers({ storefronts, journal, now }),
  };
}

/** Everything of a vendor that the journal brings back. */
export const rememberedOf = (vendor: SandboxVendor): readonly Remembered[] => [
  ...vendor.remembered,
  ...(vendor.outbox === undefined ? [] : [vendor.outbox]),
  ...Object.values(vendor.acting ?? {}),
];

const outboxes = ({ vendors }: SandboxParts): readonly Outbox[] =>
  vendors.flatMap(({ outbox }) => outbox ?? []);

const actors = ({ vendors, distortions, customers }: SandboxParts): readonly Acting[] => [
  // Before staff and couriers: they leave alone what is to stand still.
  distortions,
  ...vendors.flatMap(({ acting = {} }) => Object.values(acting)),
  customers,
];

/** Brings back what an earlier run journalled. */
export async function loadState(parts: SandboxParts): Promise<void> {
  const { base, vendors, record, distortions, customers } = parts;
  await base.journal.load([...vendors.flatMap(rememberedOf), record, distortions, customers]);
}

/** Goes on with what an earlier run left: what was not sent yet, and whoever acted by himself. */
export function resumeAll(parts: SandboxParts): void {
  for (const outbox of outboxes(parts)) outbox.resume();
  for (const actor of actors(parts)) actor.resume();
}

/** Nothing acts by itself or is sent any more. */
export function haltAll(parts: SandboxParts): void {
  for (const actor of actors(parts)) actor.close();
  for (const outbox of outboxes(parts)) outbox.close();
}
