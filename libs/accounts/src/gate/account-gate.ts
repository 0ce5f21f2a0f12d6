import type { Account } from '#connectors-core/account.js';
import { callContext } from '#connectors-core/call-context.js';
import type { Admission, CallGate, GatedCall } from '#connectors-core/call-gate.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { AccountDirectory } from '../accounts/account-directory.js';

/** Refuses what is for a paused account, and a write that its sender does not want any more. */
export class AccountGate implements CallGate {
  constructor(private readonly directory: Pick<AccountDirectory, 'byId'>) {}

  async admit({ id }: Account, { effect }: GatedCall): Promise<Admission> {
    const active = await this.directory.byId(id);
    if (active?.paused === true)
      throw new ConnectorError('unavailable', 'not sent: the account is paused', { notSent: 'paused' });
    if (effect === 'write') await refuseUnwanted();
    return ADMITTED;
  }
}

const ADMITTED: Admission = { unsent: () => Promise.resolve() };

async function refuseUnwanted(): Promise<void> {
  const why = await callContext()?.mayWrite?.();
  if (why !== undefined)
    throw new ConnectorError('unavailable', `not sent: ${why}`, { notSent: 'not_wanted' });
}
