import type { FastifyInstance } from 'fastify';
import type { FaultKinds } from './fault-input.js';
import type { Storefronts } from './invented/storefront.js';
import type { Remembered } from './journal.js';
import type { Outbox } from './outbound/outbox.js';
import type { Sale } from './sales.js';
import type { CallDesk } from './vendor-call.js';

/** Somebody at a vendor who acts by himself: `RunningGroups`. */
export interface Acting extends Remembered {
  /** Goes on after a restart. */
  resume(): void;
  close(): void;
  shown(): readonly object[];
}

/** Where a vendor is called: its routes, and the faults that its answers may have. */
export interface VendorApi {
  routes(scope: FastifyInstance, callDesk: CallDesk): void;
  readonly faults: FaultKinds;
}

/**
 * All that the sandbox wants to know of a vendor that it plays. What is not there is not played; what is there is
 * found by everything that goes through the list of vendors (vendors.ts).
 */
export interface SandboxVendor {
  /** Begins its control routes and its records in the journal, and names it in the control API. */
  readonly name: string;
  /** What the journal brings back, beside the outbox and those who act. */
  readonly remembered: readonly Remembered[];
  /** How many there are of what, for `GET /control/state`. */
  state(): Readonly<Record<string, number>>;
  control(scope: FastifyInstance): void;
  readonly api?: VendorApi;
  /** What it owes to merchants. */
  readonly outbox?: Outbox;
  /** By the word under which `GET /control/state` shows them. */
  readonly acting?: Readonly<Record<string, Acting>>;
  /**
   * Its orders that count as sales.
   * @param without leaves out those with this text in their remark, where orders have one
   */
  readonly sales?: (without: string | undefined) => Iterable<Sale>;
  /** Where invented customers may buy. */
  readonly storefronts?: Storefronts;
}
