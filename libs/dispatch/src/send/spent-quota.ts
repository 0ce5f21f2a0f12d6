import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Fault } from '#connectors-core/fault.js';
import type { DispatchParts } from '../dispatch-parts.js';

/** The vendor knows better than our count: nobody calls until its quota is there again. Not so where we ourselves refused. */
export async function noteSpentQuota(
  { quota, clock }: DispatchParts,
  active: ActiveAccount,
  { code, retryAfterMs, notSent }: Fault,
): Promise<void> {
  if (code !== 'quota_exhausted' || notSent !== undefined) return;
  const until = retryAfterMs > 0 ? new Date(clock.now().getTime() + retryAfterMs) : undefined;
  await quota.exhausted(active, until);
}
