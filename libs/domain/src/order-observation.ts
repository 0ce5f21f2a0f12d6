import type { NumberClaim } from './number-claim.js';
import type { Flag } from './flag.js';
import type { Fen } from './money.js';
import type { AfterSaleState, FulfilmentState, PaymentState, Stated } from './order-status.js';

/** Where the vendor says that the order belongs, and every other number under which people may ask for it. */
export interface Placement {
  readonly vendorStoreId: string | null;
  readonly placedAt: Date | null;
  /** Further numbers of the same order: the store's, the payment's, the source's. */
  readonly numbers: readonly string[];
  /** The vendor's own words for kind and origin of the order, kept raw. */
  readonly origin: Readonly<Record<string, string>>;
  /** What a person should look at of the answer as a whole, e.g. `unreadable_field:payType`; left out where nothing is. */
  readonly flags?: readonly Flag[];
}

export interface Payment extends Stated<PaymentState> {
  readonly paidAt: Date | null;
  readonly method: string | null;
  /** What was paid how, where the vendor parts it; left out where it does not. */
  readonly payments?: readonly PaymentPart[];
}

export interface PaymentPart {
  readonly method: string;
  readonly amountFen: Fen;
}

export interface Fulfilment extends Stated<FulfilmentState> {
  readonly completedAt: Date | null;
}

export interface Refund {
  readonly id: string;
  readonly amountFen: Fen;
  readonly refundedAt: Date | null;
}

export interface AfterSale extends Stated<AfterSaleState> {
  readonly refunds: readonly Refund[];
}

/** All in fen. `saleFen` is what counts in the hourly sales; null where the vendor named no such amount. */
export interface Amounts {
  readonly saleFen: Fen | null;
  readonly totalFen: Fen | null;
  readonly paidFen: Fen | null;
  readonly discountFen: Fen | null;
  readonly freightFen: Fen | null;
  readonly packagingFen: Fen | null;
  /** Part of the total; left out where the vendor states none. */
  readonly serviceFen?: Fen;
  /** What the payment was rounded by, below nothing where down; left out where the vendor states none. */
  readonly roundingFen?: Fen;
  /** What a person should look at, e.g. `sale_amounts_differ`, `not_whole_fen:payAmount`. */
  readonly flags: readonly Flag[];
}

export interface Line {
  readonly itemName: string;
  readonly itemSpec: string | null;
  readonly unit: string | null;
  /** Decimal text; a fraction is a weighed line. */
  readonly quantity: string;
  /** Decimal text in yuan, or null where the vendor gives none. */
  readonly unitPrice: string | null;
  readonly amountFen: Fen | null;
  /** Of a till's line: which of its products it is, digit-exact; left out where the vendor names none. */
  readonly productUid?: string;
}

export const SERVICE_KINDS = ['delivery', 'pickup', 'dine_in'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** How the order is to be handed over. Null where the vendor does not say. */
export interface Service {
  readonly kind: ServiceKind | null;
  /** When the customer wants it; null = at once. */
  readonly reservedAt: Date | null;
  readonly area: string | null;
  readonly table: string | null;
  readonly diners: number | null;
  /** What is called out when it is ready; left out where the vendor names none. */
  readonly pickupNo?: string;
  /** The vendor's own word for the kind, where it stands for none that we know; else left out. */
  readonly raw?: string;
}

/** Personal: kept in a table of its own, never in the ledger's entries, so that a person can be erased. */
export interface Contact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly remark: string | null;
  /** The customer's number as the store's member. */
  readonly memberNo: string | null;
}

/** The field groups of an observation: each is said whole or not at all, and is folded on its own. */
export interface ObservedGroups {
  readonly placement: Placement;
  readonly payment: Payment;
  readonly fulfilment: Fulfilment;
  readonly afterSale: AfterSale;
  readonly amounts: Amounts;
  /** Replaced whole. */
  readonly lines: readonly Line[];
  readonly service: Service;
  readonly contact: Contact | null;
}

export type ObservedGroup = keyof ObservedGroups;

/**
 * What a vendor said of one order at one time. A group that is absent says nothing; a null inside a
 * group says "none". `asOf` is the instant that the statement was true: for a fetched answer the
 * instant its request was sent (database clock), for a self-contained delivery its own `updatedAt`.
 */
export interface OrderObservation extends Partial<ObservedGroups> {
  /** The order's number at the vendor; with the account it names the leg. Text, digit-exact. */
  readonly vendorNo: string;
  readonly asOf: Date;
  /** Which statement wins among those of one instant: the greater one. */
  readonly precedence: number;
  /** A marker of ours that the order carries: whose order it is, exactly. */
  readonly marker?: string;
  /** The vendor names the order by another account's number: it is that one's order, exactly. */
  readonly numberOf?: DeclaredNumber;
  /** Only where a number may be given to more orders than one: whose it is. */
  readonly claim?: NumberClaim;
}

export interface DeclaredNumber {
  readonly accountId: string;
  /** It may be something else's number: it links only where store, amount and time of placing do not contradict. */
  readonly isChecked?: boolean;
  readonly vendorNo: string;
}

/**
 * A fetched answer outranks a delivery of the same instant; what a map of the account has made of an answer since
 * outranks what it made of it then.
 */
export const PRECEDENCE = { delivery: 0, fetch: 1, mapped: 2 } as const;
