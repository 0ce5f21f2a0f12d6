import type { Sells, StoreIds } from '#domain/leg-role.js';
import type { Contradiction } from '#domain/number-claim.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { SellRank } from '#domain/order.js';

/** Whose statement it is, and what the ledger must know of its connector. */
export interface RecordingAccount {
  readonly id: string;
  readonly connector: string;
  readonly sells: Sells;
  readonly storeIds: StoreIds;
  /** A number as its vendor writes it may be more orders' than one. */
  readonly numbersRepeat?: boolean;
}

/**
 * Where the bytes behind a statement are: already kept (a delivery's), or to be kept if it changes anything.
 * Statements that share one buffer (a page's) share what is kept of it.
 */
export type Evidence = { readonly payloadId: string } | { readonly body: Buffer };

/** One observation on its way into the ledger. */
export interface Recording {
  readonly account: RecordingAccount;
  readonly observation: OrderObservation;
  readonly evidence: Evidence;
  /**
   * What brought it: the first that is brought of a leg opens it. Absent where the hub itself asks for an order
   * that it knows (a refresh, a find): that opens a leg that nobody knew, as live, and no other.
   */
  readonly by?: OpenedBy;
  /** Whose number the vendor names the order by: it is that account's order, seen already or not. */
  readonly numberOf?: {
    readonly account: RecordingAccount;
    readonly vendorNo: string;
    /** It links only where store, amount and time of placing do not contradict. */
    readonly isChecked?: boolean;
  };
}

/** News, or the past read once more at an operator's wish: commands follow from news alone. */
export const OPENED_BY = ['live', 'replay', 'backfill'] as const;
export type OpenedBy = (typeof OPENED_BY)[number];

/** Of a leg in `mention` another account spoke that is no news itself; its own account has brought nothing of it yet. */
export type LegOpenedBy = OpenedBy | 'mention';

/** The number under which a vendor booked an order that we placed there. */
export interface Receipt {
  /** The till's. */
  readonly account: RecordingAccount;
  /** The order's number at the till. */
  readonly vendorNo: string;
  /** The leg that was placed. */
  readonly legId: string;
  /** What was written into the order there. */
  readonly marker?: string;
  /** A person says so, and not the vendor: it holds until better evidence comes, and can be taken back. */
  readonly told?: boolean;
}

/** A text that we write into an order at a vendor: whatever leg of the account shows it belongs with `legId`. */
export interface Mark {
  readonly accountId: string;
  readonly marker: string;
  readonly legId: string;
}

/** A leg, and the order that it belongs to now. */
export interface Linked {
  readonly orderId: string;
  readonly legId: string;
}

export interface LinkedReceipt extends Linked {
  /**
   * Whether that is the order that was placed. Not so where the number was another order's already, or carries
   * another marker of ours.
   */
  readonly isOurs: boolean;
}

export interface Recorded extends Linked {
  /** Whether anything that the leg says is another now. */
  readonly changed: boolean;
  /** The leg's person was erased: nothing that was said of one was taken. */
  readonly isErased?: true;
  /** Nothing was recorded: the number is of this order, and the statement of another. In what they differ. */
  readonly contradicts?: readonly Contradiction[];
}

/** What of an account and its connector the ledger wants to know. */
export interface StatingAccount {
  readonly account: { readonly id: string };
  readonly connector: {
    readonly id: string;
    readonly sells: Sells;
    readonly storeIds: StoreIds;
    numbersRepeat?(account: { readonly id: string }): boolean;
  };
}

export const recordingAccount = (active: StatingAccount): RecordingAccount => ({
  id: active.account.id,
  connector: active.connector.id,
  sells: active.connector.sells,
  storeIds: active.connector.storeIds,
  numbersRepeat: active.connector.numbersRepeat?.(active.account) ?? false,
});

/**
 * The one way from what an account's vendor said to a recording.
 * @param numbers of this observation, looked for beforehand: without them an order that is named by another
 * account's number would stand alone
 */
export const toRecording = (
  active: StatingAccount,
  statement: Pick<Recording, 'observation' | 'evidence' | 'by'>,
  numbers: { of(observation: OrderObservation): Recording['numberOf'] },
): Recording => {
  const numberOf = numbers.of(statement.observation);
  const recording = { account: recordingAccount(active), ...statement };
  return numberOf === undefined ? recording : { ...recording, numberOf };
};

const RANKS: Readonly<Record<Sells, SellRank>> = { first: 0, else: 1, never: null };

export const sellRank = (account: RecordingAccount): SellRank => RANKS[account.sells];
