import type { Provider } from '@nestjs/common';
import { AccountGate } from '#accounts/gate/account-gate.js';
import type { Account } from '#connectors-core/account.js';
import type { Admission, CallGate, GatedCall } from '#connectors-core/call-gate.js';
import { ConnectorError } from '#connectors-core/connector-error.js';

/** The gate of a transport that is made before the accounts are known: until then nothing is admitted. */
export class HubGate implements CallGate {
  private gate: CallGate | undefined;

  use(gate: CallGate): void {
    this.gate = gate;
  }

  async admit(account: Account, call: GatedCall): Promise<Admission> {
    if (this.gate !== undefined) return this.gate.admit(account, call);
    throw new ConnectorError('unavailable', 'not sent: the hub is starting', { notSent: 'not_admitted' });
  }
}

/** Opens it as soon as the accounts are there. */
export const openGate = (gate: HubGate): Provider => ({
  provide: HubGate,
  useFactory: (accounts: AccountGate) => {
    gate.use(accounts);
    return gate;
  },
  inject: [AccountGate],
});
