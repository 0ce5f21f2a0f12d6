import type { Provider } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { AccountGate } from '#accounts/gate/account-gate.js';
import { OutageRests } from '#accounts/gate/outage-rests.js';
import { QuotaService } from '#accounts/quota/quota.service.js';
import type { Account } from '#connectors-core/account.js';
import type { Admission, CallGate, GatedCall } from '#connectors-core/call-gate.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { AttemptEvent } from '#connectors-core/http-transport.js';

/** What of the accounts is known once they are there. */
interface KnownAccounts {
  readonly gate: CallGate;
  /** How long each such call of its period may take if they are to last, ms; undefined where they are not counted. */
  msPerCall(accountId: string, operation: string): Promise<number | undefined>;
}

/**
 * The gate of a transport that is made before the accounts are known: until then nothing is admitted. Where calls are
 * counted, a vendor that does not work is asked ever more rarely.
 */
export class HubGate implements CallGate {
  private known: KnownAccounts | undefined;
  private readonly rests = new OutageRests();

  constructor(private readonly elapsedMs: () => number) {}

  use(known: KnownAccounts): void {
    this.known = known;
  }

  /** Every attempt that ended. */
  observe(event: AttemptEvent): void {
    this.rests.observe(event, this.elapsedMs());
  }

  /** The account is another one now. */
  forget(accountId: string): void {
    this.rests.forget(accountId);
  }

  async admit(account: Account, call: GatedCall): Promise<Admission> {
    const { known } = this;
    if (known === undefined)
      throw new ConnectorError('unavailable', 'not sent: the hub is starting', { notSent: 'not_admitted' });
    if (!this.rests.isFailing(account.id, call.operation)) return known.gate.admit(account, call);
    await this.refuseResting(known, account.id, call);
    return this.looking(account.id, () => known.gate.admit(account, call));
  }

  /** It has seen nothing where none of it was sent. */
  private async looking(id: string, admit: () => Promise<Admission>): Promise<Admission> {
    const unsent = () => this.rests.unseen(id);
    try {
      const admission = await admit();
      return { unsent: () => admission.unsent().then(unsent) };
    } catch (error) {
      unsent();
      throw error;
    }
  }

  private async refuseResting(known: KnownAccounts, id: string, { operation }: GatedCall): Promise<void> {
    const msPerCall = await known.msPerCall(id, operation);
    if (msPerCall === undefined) return;
    const retryAfterMs = Math.ceil(this.rests.waitMs(id, operation, msPerCall, this.elapsedMs()));
    if (retryAfterMs > 0)
      throw new ConnectorError('unavailable', RESTING, { notSent: 'resting', retryAfterMs });
  }
}

const RESTING = 'not called: the vendor does not work just now, and each call counts';

/** Opens it as soon as the accounts are there. */
export const openGate = (gate: HubGate): Provider => ({
  provide: HubGate,
  useFactory: (accounts: AccountGate, directory: AccountDirectory, quotas: QuotaService) => {
    const msPerCall = async (id: string, operation: string) => {
      const active = await directory.byId(id);
      return active === undefined ? undefined : quotas.msPerCall(active, operation);
    };
    gate.use({ gate: accounts, msPerCall });
    return gate;
  },
  inject: [AccountGate, AccountDirectory, QuotaService],
});
