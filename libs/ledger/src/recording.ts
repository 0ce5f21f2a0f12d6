import type { Sells, StoreIds } from '#domain/leg-role.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { SellRank } from '#domain/order.js';

/** Whose statement it is, and what the ledger must know of its connector. */
export interface RecordingAccount {
  readonly id: string;
  readonly connector: string;
  readonly sells: Sells;
  readonly storeIds: StoreIds;
}

/** Where the bytes behind a statement are: already kept (a delivery's), or to be kept if it changes anything. */
export type Evidence = { readonly payloadId: string } | { readonly body: Buffer };

/** One observation on its way into the ledger. */
export interface Recording {
  readonly account: RecordingAccount;
  readonly observation: OrderObservation;
  readonly evidence: Evidence;
}

export interface Recorded {
  readonly orderId: string;
  readonly legId: string;
  /** Whether anything that the leg says is another now. */
  readonly changed: boolean;
}

const RANKS: Readonly<Record<Sells, SellRank>> = { first: 0, else: 1, never: null };

export const sellRank = (account: RecordingAccount): SellRank => RANKS[account.sells];
