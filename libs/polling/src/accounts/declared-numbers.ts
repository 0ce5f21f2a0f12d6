import type { OrderObservation } from '#domain/order-observation.js';
import { type Recording, type RecordingAccount, recordingAccount } from '#ledger/recording.js';
import type { PollingAccounts } from './polling-accounts.js';

/** Whose numbers vendors name orders by. */
export class DeclaredNumbers {
  /** Accounts that are named and that nobody knows. */
  readonly unknown: ReadonlySet<string>;

  private constructor(private readonly accounts: ReadonlyMap<string, RecordingAccount | undefined>) {
    this.unknown = new Set([...accounts].flatMap(([id, account]) => (account === undefined ? [id] : [])));
  }

  /** Looks for each account once. */
  static async of(
    observations: readonly OrderObservation[],
    accounts: Pick<PollingAccounts, 'byId'>,
  ): Promise<DeclaredNumbers> {
    const found = new Map<string, RecordingAccount | undefined>();
    for (const { numberOf } of observations) {
      if (numberOf === undefined || found.has(numberOf.accountId)) continue;
      const active = await accounts.byId(numberOf.accountId);
      found.set(numberOf.accountId, active && recordingAccount(active));
    }
    return new DeclaredNumbers(found);
  }

  /** Nothing where the account is not known: such a leg joins no order, and is not lost. */
  in({ numberOf }: OrderObservation): Pick<Recording, 'numberOf'> {
    if (numberOf === undefined) return {};
    const account = this.accounts.get(numberOf.accountId);
    return account === undefined ? {} : { numberOf: { account, vendorNo: numberOf.vendorNo } };
  }
}
