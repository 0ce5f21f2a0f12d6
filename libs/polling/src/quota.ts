import type { ActiveAccount } from '#accounts/active-account.js';

export type Grant = { readonly granted: true } | { readonly granted: false; readonly retryAt: Date };

/** What polling asks of the budget of calls that all instances share. */
export interface Quota {
  take(active: ActiveAccount, purpose: 'polling'): Promise<Grant>;
  /** The vendor says that nothing is left. */
  exhausted(active: ActiveAccount): Promise<void>;
}
