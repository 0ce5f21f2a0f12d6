import type { AlarmCount } from '#alarms/operator/alarms.query.js';
import type { SealStanding } from '#audit/chain/sealing.store.js';
import type { GapCounts } from '#reporting/operator/gap-counts.query.js';
import type { RetentionStanding } from '#retention/standings.store.js';
import type { HealthState } from '../account-health.js';
import type { DiscrepancyStanding } from './discrepancy-gauges.js';

/** What is asked of the database when somebody looks. */
export interface Standing {
  /** Deliveries that wait to be worked off, by connector. */
  readonly backlog: ReadonlyMap<string, number>;
  /** Submissions of the last day, by state. */
  readonly submissions: ReadonlyMap<string, number>;
  /** Of the store that is the farthest behind: hours that are over and have not been derived. */
  readonly hoursBehind: number;
  /** Hours that the last sweep found to differ from the ledger, and that still do. */
  readonly hoursDiffering: number;
  /** Hours left out, long over and not derived, and provisional. */
  readonly gaps: GapCounts;
  /** Hours that are not what their vendor has, by why they are not reported again yet; zeros too. */
  readonly hoursWaiting: ReadonlyMap<string, number>;
  /** When a sweep last came to its end, Unix seconds; undefined while none has. */
  readonly sweptAt: number | undefined;
  /** Jobs that give recorded orders to stores: how many are open, and for how long the oldest is. */
  readonly attributions: { readonly open: number; readonly oldestSeconds: number };
  /** Jobs that fold orders anew after an upgrade: how many are open, and how many legs they left as they were. */
  readonly refolds: { readonly open: number; readonly legsLeft: number };
  /** Bulk acts: how many are under way, and for how long the oldest is. */
  readonly bulks: { readonly open: number; readonly oldestSeconds: number };
  /** Flags of orders that nobody has seen to, by code; zeros too. */
  readonly attention: ReadonlyMap<string, number>;
  readonly accounts: readonly AccountCount[];
  /** What of all accounts' work has not come to its end. */
  readonly open: readonly OpenCount[];
  readonly discrepancies: DiscrepancyStanding;
  /** Those that have not ended. */
  readonly alarms: readonly AlarmCount[];
  /** Of what is kept for a while, as the last run has left it. */
  readonly retention: readonly RetentionStanding[];
  /** Where the audit's chain ends, and what waits for a seal. */
  readonly audit: SealStanding;
  /** Hubs with workers that live, in the whole fleet. */
  readonly workers: number;
}

export interface OpenCount {
  readonly what: 'dispatches' | 'deliveries';
  readonly state: string;
  readonly count: number;
  /** Null where there is none. */
  readonly oldestAt: Date | null;
}

export interface AccountCount {
  readonly connector: string;
  readonly state: HealthState;
  readonly count: number;
}
