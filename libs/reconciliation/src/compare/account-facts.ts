import type { RuleCode } from '#domain/discrepancy-rule.js';

/** What rules need to know of an account, whatever its vendor. */
export interface AccountFacts {
  readonly id: string;
  readonly connector: string;
  readonly standing: 'well' | 'unwell' | 'paused';
  /** Where the account's settings say so; else the rule's own. */
  readonly patienceMs: ReadonlyMap<RuleCode, number>;
  /** Whether its vendor's orders can be moved on by commands of ours. */
  readonly takesCommands: boolean;
  /** Whether one of its vendor's orders can be asked for. */
  readonly fetches: boolean;
}

export type AccountsFacts = ReadonlyMap<string, AccountFacts>;
