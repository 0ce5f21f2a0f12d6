import type { RuleCode } from '#domain/discrepancy-rule.js';

/** Which orders a run compares, and what of them it counts; null: all. */
export interface RunScope {
  readonly storeId: string | null;
  /** Orders that it has a leg of, and those of its stores. */
  readonly accountId: string | null;
  /** All rules are kept as they are found: only this one is counted and listed. */
  readonly rule: RuleCode | null;
}

export const EVERYTHING: RunScope = { storeId: null, accountId: null, rule: null };

export const RUN_CAUSES = ['asked', 'schedule', 'hub_away', 'account_away'] as const;
/** Why there is a run: somebody asked, it was time, or nothing was compared for a while. */
export type RunCause = (typeof RUN_CAUSES)[number];

/** How far a run is: behind which order, by time of placing and id, of orders without one by id alone. */
export interface RunPlace {
  readonly isUnplaced: boolean;
  readonly afterAt: Date | null;
  readonly afterId: string | null;
}

/** A run in hand. */
export interface OpenRun extends RunScope, RunPlace {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
  /** Slices that failed in a row, with the orders left among them. */
  readonly failures: number;
  readonly errorMessage: string | null;
  readonly leaseHolder: string;
}

/** Of one scope one run goes at a time. */
export const scopeText = ({ storeId, accountId, rule }: RunScope): string =>
  [storeId ?? '*', accountId ?? '*', rule ?? '*'].join(' ');
