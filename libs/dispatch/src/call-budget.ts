import type { ActiveAccount } from '#accounts/active-account.js';

/** The vendor's quota of calls as all instances share it. */
export interface CallBudget {
  take(
    active: ActiveAccount,
    purpose: 'dispatch' | 'polling',
    calls?: number,
  ): Promise<{ readonly granted: true } | { readonly granted: false; readonly retryAt: Date }>;
  /** The vendor says that there is none left. */
  exhausted(active: ActiveAccount, until?: Date): Promise<void>;
}
