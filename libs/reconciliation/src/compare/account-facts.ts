import type { OrdersFrom, Tickets } from '#connectors-core/reconcile-fields.js';
import type { Till } from '#dispatch/plan/scene.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { Sells } from '#domain/leg-role.js';
import type { Fen } from '#domain/money.js';
import type { RepairPolicy } from '#domain/repair.js';
import type { RefreshPromise } from '#polling/open-legs/refresh-promise.js';
import type { CoverageSpan } from '#polling/plan/sources-seen.query.js';

/** What rules need to know of an account, whatever its vendor. */
export interface AccountFacts {
  readonly id: string;
  readonly standing: 'well' | 'unwell' | 'paused';
  readonly sells: Sells;
  /** Where the account's settings say so; else the rule's own. */
  readonly patienceMs: ReadonlyMap<RuleCode, number>;
  /** How repairs are treated where the account's settings say so; else they are suggested. */
  readonly repairPolicy: ReadonlyMap<RuleCode, RepairPolicy>;
  /** Whether its vendor's orders can be moved on by commands of ours. */
  readonly takesCommands: boolean;
  /** Whether one of its vendor's orders can be asked for. */
  readonly fetches: boolean;
  /** Of a till: whether the account says that all of its orders come from storefronts. */
  readonly ordersFrom: OrdersFrom;
  /** What the account says of the tickets that its vendor shows. */
  readonly tickets: Tickets;
  /** By how many fen sums may differ that are called rounding. */
  readonly roundingMostFen: Fen;
  /** As dispatch sees it; null where no orders are booked at it. */
  readonly till: Till | null;
  /** Since when it speaks for a store; undefined when it does not. */
  readonly speaksSince: (storeId: string, vendorStoreId: string | null) => Date | undefined;
  /** How far its live streams are read; null where it cannot be listed. */
  readonly coverage: readonly CoverageSpan[] | null;
  /** By when its open legs are confirmed again; null where nobody looks at them again. */
  readonly promise: RefreshPromise | null;
}

export type AccountsFacts = ReadonlyMap<string, AccountFacts>;
