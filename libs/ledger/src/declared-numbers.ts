import type { OrderObservation } from '#domain/order-observation.js';
import { type Recording, type RecordingAccount, recordingAccount, type StatingAccount } from './recording.js';

/** What of the hub's accounts is needed here. */
export interface StatingAccounts {
  byId(id: string): Promise<StatingAccount | undefined>;
}

/** Whose numbers vendors name orders by. */
export class DeclaredNumbers {
  /** Accounts that are named and that nobody knows. */
  readonly unknown: readonly string[];

  private constructor(private readonly accounts: ReadonlyMap<string, RecordingAccount | undefined>) {
    this.unknown = [...accounts].flatMap(([id, account]) => (account === undefined ? [id] : []));
  }

  /** Looks for each account once. */
  static async in(
    observations: readonly OrderObservation[],
    accounts: StatingAccounts,
  ): Promise<DeclaredNumbers> {
    const found = new Map<string, RecordingAccount | undefined>();
    for (const { numberOf } of observations) {
      if (numberOf === undefined || found.has(numberOf.accountId)) continue;
      const active = await accounts.byId(numberOf.accountId);
      found.set(numberOf.accountId, active && recordingAccount(active));
    }
    return new DeclaredNumbers(found);
  }

  /** Undefined where the account is not known: such a leg joins no order, and is not lost. */
  of({ numberOf }: OrderObservation): Recording['numberOf'] {
    const account = numberOf === undefined ? undefined : this.accounts.get(numberOf.accountId);
    return numberOf === undefined || account === undefined
      ? undefined
      : { account, vendorNo: numberOf.vendorNo, isChecked: numberOf.isChecked === true };
  }
}
