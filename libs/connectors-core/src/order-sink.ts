import type { Fen } from '#domain/money.js';
import type { Amounts, Contact, Line, PaymentPart, Service } from '#domain/order-observation.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { Account } from './account.js';
import type { ConnectorError } from './connector-error.js';
import type { Window } from './source-pages.js';

/** One of a storefront's lines, and what it is at the till. */
export interface ItemToPlace extends Line {
  /** Digits, up to 64 bits. */
  readonly productUid: string;
  /** How many of the till's units one of the storefront's is; decimal text. */
  readonly units: string;
}

/** What is to be booked at a till, as a storefront's leg says it. */
export interface OrderToPlace {
  /** Goes into a remark of the till's order, and is how that order is found again. */
  readonly marker: string;
  /** The storefront's own number, for people. */
  readonly vendorNo: string;
  readonly placedAt: Date;
  /** The storefront's own word, or null. */
  readonly paymentMethod: string | null;
  /** What was paid how, where the storefront parts it; else empty. */
  readonly payments: readonly PaymentPart[];
  readonly items: readonly ItemToPlace[];
  /** The lines that take off: no products, but part of what the order was discounted by. */
  readonly deductions: readonly Line[];
  readonly amounts: Amounts;
  readonly service: Service | null;
  readonly contact: Contact | null;
  readonly store: { readonly name: string; readonly code: string };
}

/** A document ready to be sent: the same text in every attempt, without the account's credentials. */
export interface PlaceDocument {
  /** JSON; ids of 64 bits stand in it with all their digits. */
  readonly text: string;
  /** The order time that it names, to the vendor's precision: `find` looks around it. */
  readonly statedAt: Date;
  /** What it says that the order comes to; null where the till adds up by its own prices. */
  readonly totalFen: Fen | null;
}

export const PLACE_OBSTACLES = [
  'amounts_disagree',
  'no_sale_amount',
  'no_items',
  'member_missing',
  'mixed_payment',
  'not_placeable',
] as const;
export type PlaceObstacle = (typeof PLACE_OBSTACLES)[number];

/** Why an order cannot be booked as it stands; the message names the fields and the numbers, and no person. */
export class CannotPlace extends Error {
  override readonly name = 'CannotPlace';

  constructor(
    readonly obstacle: PlaceObstacle,
    message: string,
  ) {
    super(message);
  }
}

export interface PlaceReceipt {
  /** The order's number at the till. */
  readonly vendorNo: string;
  /** What the vendor said, for a person: no secrets. */
  readonly message: string;
}

/** An order of ours that may be at the till. */
export interface MarkedOrder {
  readonly marker: string;
  /** What an order without our marker must share to look like ours. */
  readonly like: { readonly phone: string | null; readonly saleFen: Fen | null; readonly placedAt: Date };
}

/** Orders that are looked for together: one reading of the windows shows all of them. */
export interface FindRequest {
  readonly orders: readonly MarkedOrder[];
  /** All of them are read whole; they may overlap. */
  readonly windows: readonly Window[];
}

export interface FoundOrder {
  readonly vendorNo: string;
  readonly placedAt: Date | null;
  readonly fulfilment: FulfilmentState;
}

export interface FoundOrders {
  /** Orders that carry the marker, the earliest made first. */
  readonly copies: readonly FoundOrder[];
  /** Orders without any marker of ours that have the same phone, amount and about the same time: only a hint. */
  readonly similar: readonly FoundOrder[];
}

/** Books orders at a till and moves them on. */
export interface OrderSink {
  /** Pure. @throws CannotPlace; ConnectorError `invalid_config` */
  document(order: OrderToPlace, account: Account): PlaceDocument;
  /**
   * Books one order. Nothing is written after `writeBefore` (database clock): an attempt that would begin
   * later fails without being sent.
   * @throws ConnectorError `outcome_unknown` when the till may or may not have booked it, `rejected` when
   * it said that it did not
   */
  place(document: PlaceDocument, account: Account, writeBefore: Date): Promise<PlaceReceipt>;
  /** Says which moves this vendor has. Nothing is written after `writeBefore`. @throws ConnectorError as `place` */
  ship(vendorNo: string, account: Account, writeBefore: Date): Promise<void>;
  complete(vendorNo: string, account: Account, writeBefore: Date): Promise<void>;
  cancel(vendorNo: string, account: Account, writeBefore: Date): Promise<void>;
  /**
   * Reads every page of every window, once for all orders.
   * @returns what was found of each, in the order of the request; of one alone why nothing may be said of it
   * @throws ConnectorError when any of it could not be read
   */
  find(request: FindRequest, account: Account): Promise<readonly (FoundOrders | ConnectorError)[]>;
  /** Whether an order of this origin came from a till in the first place and is not to be placed there again. */
  cameFromTill(origin: Readonly<Record<string, string>>, account: Account): boolean;
}
