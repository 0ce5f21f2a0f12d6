import type { HourlySales } from '#domain/hourly-sales.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { Account, Connector, Reference, WebhookRequest } from '../connector.js';
import type { ConnectorErrorCode } from '../connector-error.js';
import type { Transport } from '../transport.js';
import type { HttpScript, ReceivedRequest } from './scripted-vendor.js';

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

export interface FetchCase {
  readonly reference: Reference;
  /** The first one is whole and in order: the others of this case's checks change it. */
  readonly fixtures: readonly [Fixture, ...Fixture[]];
  readonly signatureOf: (request: ReceivedRequest) => string;
  /** Paths without which the answer says nothing. */
  readonly required: readonly string[];
  readonly unknownValues: readonly UnknownValue[];
  /** The body of the answer "there is no such order", where the vendor has one. */
  readonly notFound?: string;
  readonly vendorCodes: readonly VendorCode[];
}

export interface SubmitCase {
  readonly sales: HourlySales;
  readonly vendorStoreId: string;
  /** What `payload` must give for them with `cover: false`. */
  readonly payload: Readonly<Record<string, string>>;
  /** The business parameters as the vendor read them; they must hold the payload. */
  readonly received: (request: ReceivedRequest) => Readonly<Record<string, string>>;
  readonly accepted: { readonly body: string; readonly vendorCode: string };
  readonly signatureOf: (request: ReceivedRequest) => string;
  readonly vendorCodes: readonly VendorCode[];
}

export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** A connector that lists. */
export interface PagesCase {
  /** Reads the whole window, page by page. */
  readonly read: (connector: Connector, account: Account, window: Window) => Promise<unknown>;
  readonly longestWindowMs: number;
  /** The window that one request asks for. */
  readonly windowOf: (request: ReceivedRequest) => Window;
  /** A page that always promises a next one. */
  readonly endless: (request: ReceivedRequest) => HttpScript;
  /** The bound at which reading stops, by an end or by an error. */
  readonly mostRequests: number;
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
  readonly fetch?: FetchCase;
  readonly submit?: SubmitCase;
  readonly pages?: PagesCase;
}
