import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { saysExhausted } from '#connectors-core/connector-error.js';
import type { Source } from '#connectors-core/connector.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type Recording, toRecording } from '#ledger/recording.js';
import type { PollingParts } from '../accounts/polling-parts.js';

export type Fetch = NonNullable<Source['fetch']>;

/** A leg as its vendor is asked for it. */
export interface FetchedLeg {
  readonly vendor_no: string;
  /** The vendor's own words for kind and origin; null while nothing was said. */
  readonly origin: Readonly<Record<string, string>> | null;
}

export type LegAnswer =
  | { readonly found: false; readonly message: string }
  | {
      readonly found: true;
      readonly recording: Recording;
      /** By whose numbers the vendor names the order, though there is no such account. */
      readonly unknownAccounts: readonly string[];
    };

/** Asks a vendor for one of its orders by number. @throws what its connector throws; a spent quota is noted */
export async function fetchLeg(
  { quota, accounts }: Pick<PollingParts, 'quota' | 'accounts'>,
  { vendor_no: vendorNo, origin }: FetchedLeg,
  active: ActiveAccount,
  fetch: Fetch,
): Promise<LegAnswer> {
  const reference = { vendorNo, ...(origin === null ? {} : { params: origin }) };
  try {
    const fetched = await fetch(reference, active.account);
    if (!fetched.found) return { found: false, message: fetched.message };
    const { observation, rawBody } = fetched;
    const numbers = await DeclaredNumbers.in([observation], accounts);
    const recording = toRecording(active, { observation, evidence: { body: rawBody } }, numbers);
    return { found: true, recording, unknownAccounts: numbers.unknown };
  } catch (error) {
    if (saysExhausted(error)) await quota.exhausted(active);
    throw error;
  }
}
