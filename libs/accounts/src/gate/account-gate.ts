import type { Account } from '#connectors-core/account.js';
import { callContext } from '#connectors-core/call-context.js';
import type { Admission, CallGate, GatedCall } from '#connectors-core/call-gate.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { isPaused } from '../accounts/accounts.store.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import type { QuotaService } from '../quota/quota.service.js';

/**
 * Refuses what is for a paused account, a write that its sender does not want any more, and what no call is left for.
 * Whether the account is paused is read for each write: another hub may have paused it a moment ago.
 */
export class AccountGate implements CallGate {
  constructor(
    private readonly directory: Pick<AccountDirectory, 'byId'>,
    private readonly quotas: Pick<QuotaService, 'charge'>,
    private readonly clock: Clock,
    private readonly sql: Sql,
  ) {}

  async admit({ id }: Account, { operation, effect }: GatedCall): Promise<Admission> {
    const active = await this.directory.byId(id);
    if (active?.paused === true) throw paused();
    if (effect === 'write') await this.refuseWrite(id);
    return active === undefined ? UNCOUNTED : this.charged(active, operation);
  }

  private async charged(active: ActiveAccount, operation: string): Promise<Admission> {
    const charge = await this.quotas.charge(active, operation, callContext());
    if (charge.granted) return { unsent: () => charge.unsent().catch(() => undefined) };
    const { retryAt } = charge;
    throw new ConnectorError(
      'quota_exhausted',
      `not sent: no call of the quota is granted for it until ${retryAt.toISOString()}`,
      {
        notSent: 'no_calls',
        retryAfterMs: Math.max(0, retryAt.getTime() - this.clock.now().getTime()),
      },
    );
  }

  /** The wish first, which may wait for the order's lock: the pause is read as late as can be. */
  private async refuseWrite(id: string): Promise<void> {
    const why = await callContext()?.mayWrite?.();
    if (why !== undefined)
      throw new ConnectorError('unavailable', `not sent: ${why}`, { notSent: 'not_wanted' });
    if (await isPaused(this.sql, id)) throw paused();
  }
}

const UNCOUNTED: Admission = { unsent: () => Promise.resolve() };

const paused = (): ConnectorError =>
  new ConnectorError('unavailable', 'not sent: the account is paused', { notSent: 'paused' });
