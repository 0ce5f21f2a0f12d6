import type { HourlySales } from '#domain/hourly-sales.js';
import type { Fen } from '#domain/money.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { QuotaReading } from '../call-quota.js';
import type { Connector, Reference, WebhookRequest } from '../connector.js';
import type { ConnectorErrorCode } from '../connector-error.js';
import type { OrderToPlace } from '../order-sink.js';
import type { Window } from '../source-pages.js';
import type { Transport } from '../transport.js';
import type { ReceivedRequest } from './scripted-vendor.js';

/** An observation, stated as far as the test cares; what is stated must be so, lists whole. */
export type ExpectedObservation = {
  readonly [K in keyof OrderObservation]?: OrderObservation[K] extends infer V
    ? V extends Date | readonly unknown[] | string | number | null | undefined
      ? V
      : Partial<V>
    : never;
};

/** A signature that is known beforehand. */
export interface SignatureVector {
  /** Names the vector and where it is from. */
  readonly id: string;
  readonly expected: string;
  readonly sign: () => string;
}

/** A body of HTTP 200 that stands for a failure, and what it must become. */
export interface VendorCode {
  readonly name: string;
  /** The answer's body. */
  readonly body: string;
  readonly code: ConnectorErrorCode;
  /** The vendor's own code, if the error is to keep one. */
  readonly vendorCode?: string;
}

/** How the vendor refuses what it was asked, in words of its own and for no reason that its codes tell. */
export interface RefusalCase {
  /** The answer's body. */
  readonly body: (words: string) => string;
}

export interface WebhookCase {
  /**
   * A good delivery as the vendor would send it; with a body given: the same one around that body,
   * signed anew where a header signs the body. Each call may be a new delivery.
   */
  readonly request: (body?: Buffer) => WebhookRequest;
  /** Where the signature is: in a header, or in a text field of the JSON body. */
  readonly signature: { readonly header: string } | { readonly field: string };
  /** Whether the signature covers the body: then no byte of it may be changed. */
  readonly signsBody: boolean;
  /** Settings of another account: with its secrets the delivery is refused. */
  readonly strangerConfig: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
  /** Absent where each request has its own, unforeseeable key. */
  readonly key?: string | null;
  /** Only a self-contained connector: what the delivery states. */
  readonly observations?: readonly ExpectedObservation[];
}

export interface Fixture {
  readonly name: string;
  /** The body of the vendor's answer, as text. */
  readonly body: string;
  readonly expected: ExpectedObservation;
}

/** A value that the connector cannot know, in one field. */
export interface UnknownValue {
  /** E.g. `data.status`, `data.items.0.state`. */
  readonly path: string;
  readonly value: string | number;
  /** The state that becomes unknown and keeps the value raw. */
  readonly group: 'payment' | 'fulfilment' | 'afterSale';
}

/** How the signature of a request is read. */
export interface SignedCase {
  readonly signatureOf: (request: ReceivedRequest) => string;
  /**
   * What must be another in every attempt; default: the signature. Where the vendor's signature covers
   * neither a time nor a nonce, this is the time that goes with it.
   */
  readonly freshOf?: (request: ReceivedRequest) => string;
}

export interface FetchCase extends SignedCase {
  readonly reference: Reference;
  /** The first one is whole and in order: the others of this case's checks change it. */
  readonly fixtures: readonly [Fixture, ...Fixture[]];
  /** Of a till: what is said of how the first one stands, and paths that may be odd all the same. */
  readonly stands?: { readonly says: ExpectedObservation; readonly though: readonly string[] };
  /** Paths without which the answer says nothing. */
  readonly required: readonly string[];
  readonly unknownValues: readonly UnknownValue[];
  /** The body of the answer "there is no such order", where the vendor has one. */
  readonly notFound?: string;
  readonly vendorCodes: readonly VendorCode[];
}

export interface SubmitCase extends SignedCase {
  readonly sales: HourlySales;
  readonly vendorStoreId: string;
  /** What `payload` must give for them with `cover: false`. */
  readonly payload: Readonly<Record<string, string>>;
  /** The business parameters as the vendor read them; they must hold the payload. */
  readonly received: (request: ReceivedRequest) => Readonly<Record<string, string>>;
  readonly accepted: { readonly body: string; readonly vendorCode: string };
  readonly vendorCodes: readonly VendorCode[];
}

/** An answer that lists orders, none of them with our marker, and does not show that these are all. */
export interface ListNotWhole {
  readonly name: string;
  readonly body: string;
}

/** A connector that lists. */
export interface PagesCase extends SignedCase {
  readonly stream: string;
  /** JSON text of orders as they stand in a page. */
  readonly rows: readonly [ListedRow, ListedRow, ...ListedRow[]];
  /** A row that cannot be read whole, and the number that can still be read in it. */
  readonly unreadable: { readonly text: string; readonly vendorNo: string | null };
  /** The answer's body for these rows; with `next`, one that promises a further page under that name. */
  readonly body: (rows: readonly string[], next: string | null) => string;
  /** The name under which a request asks for a further page; null when it asks for the first. */
  readonly nextOf: (request: ReceivedRequest) => string | null;
  /** Answers that must not be taken for the end of a list. */
  readonly notWhole: readonly ListNotWhole[];
  /** The window that one request asks for. */
  readonly windowOf: (request: ReceivedRequest) => Window;
  readonly vendorCodes: readonly VendorCode[];
}

export interface ListedRow {
  readonly text: string;
  readonly vendorNo: string;
}

/** An order that the vendor lists, as a search must be able to see it. */
export interface ListedOrder {
  readonly vendorNo: string;
  readonly placedAt: Date;
  readonly phone: string;
  readonly remark: string;
  readonly saleFen: Fen;
}

/** How orders are looked for at the vendor. */
export interface SearchCase {
  /** The answer's body for these orders; with `next`, one that promises a further page under that name. */
  readonly body: (orders: readonly ListedOrder[], next: string | null) => string;
  readonly windowOf: (request: ReceivedRequest) => Window;
  /** Of a window of a minute. */
  readonly notWhole: readonly ListNotWhole[];
  readonly longestWindowMs: number;
  /** The bound at which reading one window of pages without end stops. */
  readonly mostRequests: number;
}

/** A connector that books orders. */
export interface OrderSinkCase extends SignedCase {
  /** Should hold a product number of 19 digits. */
  readonly order: OrderToPlace;
  /** The order as the vendor read it, losslessly; compared with `expected`. */
  readonly received: (request: ReceivedRequest) => unknown;
  readonly expected: Readonly<Record<string, unknown>>;
  /** The answer to a booked order, the number in it, and the path of that number. */
  readonly accepted: { readonly body: string; readonly vendorNo: string; readonly path: string };
  /** The answer to ship, complete and cancel. */
  readonly done: string;
  readonly vendorCodes: readonly VendorCode[];
  readonly search: SearchCase;
}

/** A connector whose calls have a quota. */
export interface QuotaCase {
  readonly at: Date;
  readonly caller: string;
  /** Where the vendor can be asked: its answers' bodies, in the order of the questions, and what they say. */
  readonly read?: { readonly answers: readonly string[]; readonly reading: QuotaReading };
}

/** A connector whose address for notifications is set by a call. */
export interface PushCase {
  readonly url: string;
  /** The answer that names `url`, and the one that names none. */
  readonly registered: string;
  readonly none: string;
  /** The answer to setting it. */
  readonly done: string;
  /** The address that a request sets. */
  readonly urlOf: (request: ReceivedRequest) => string;
}

/** All that the conformance suite needs to know of a connector: data, and how to read the vendor's side. */
export interface ConnectorCase {
  /** Makes it anew, over the given transport. */
  readonly connector: (transport: Transport) => Connector;
  /** Valid settings. Sensitive values should be unmistakable, so that they are found where they leak. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Values in the fixtures that are personal: no error may hold them. */
  readonly personal: readonly string[];
  readonly signatures: readonly SignatureVector[];
  readonly webhook?: WebhookCase;
  /** Of every connector that calls its vendor. */
  readonly refusal?: RefusalCase;
  readonly fetch?: FetchCase;
  readonly submit?: SubmitCase;
  readonly pages?: PagesCase;
  readonly orderSink?: OrderSinkCase;
  readonly quota?: QuotaCase;
  readonly push?: PushCase;
}
