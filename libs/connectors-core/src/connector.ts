import type { HourlySales } from '#domain/hourly-sales.js';
import type { Sells, StoreIds } from '#domain/leg-role.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { Account } from './account.js';
import type { BothText } from './both-text.js';
import type { CallQuota } from './call-quota.js';
import type { ConfigField, ConnectorConfig } from './config-field.js';
import type { MappedField } from './mapped-field.js';
import type { OrderSink } from './order-sink.js';
import type { SourcePages } from './source-pages.js';
import type { AuthenticDelivery, FieldFault } from './webhook-refusal.js';

/** An order to fetch, or the one that a self-contained delivery states. `params` is what else the vendor's fetch needs, e.g. Zhimai's bizType. */
export interface Reference {
  readonly vendorNo: string;
  readonly params?: Readonly<Record<string, string>>;
}

export interface WebhookRequest {
  readonly rawBody: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** When it was received, database clock. */
  readonly receivedAt: Date;
}

export interface VerifiedDelivery extends AuthenticDelivery {
  /**
   * The idempotency key in the vendor's terms, or null where the vendor has none. The same body is then counted
   * while an equal one waits to be read; once that one was read it is a delivery of its own: the same body is
   * not the same event.
   */
  readonly key: string | null;
  readonly references: readonly Reference[];
  /** What it is about when it names no order, e.g. `ticket.new`: it is kept and shown, and nothing is fetched. */
  readonly notRead?: string;
}

export interface Acknowledgement {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface Webhook {
  /**
   * Verifies the raw bytes first, then reads them.
   * @throws WebhookRefusal with what is known of the delivery where only its content is at fault
   */
  verify(request: WebhookRequest, account: Account): VerifiedDelivery;
  /** Exactly what the vendor wants to hear. */
  readonly acknowledgement: Acknowledgement;
  /** How long an idempotency key is remembered, ms. */
  readonly keyLifetimeMs: number;
  /** Only a self-contained connector: what the stored body states. Runs after storing. */
  fromDelivery?(
    rawBody: Buffer,
    account: Account,
    receivedAt: Date,
    charset?: string,
  ): readonly OrderObservation[];
}

export type Fetched =
  | { readonly found: true; readonly observation: OrderObservation; readonly rawBody: Buffer }
  | { readonly found: false; readonly message: string };

export interface Source {
  /** One order by its number, where the vendor has that. @throws ConnectorError */
  fetch?(reference: Reference, account: Account): Promise<Fetched>;
  /**
   * One order as far as it can be read, and how it stands in any case: whatever else is odd in the answer is left out.
   * Of a till, whose commands wait for it. @throws ConnectorError
   */
  standing?(reference: Reference, account: Account): Promise<Fetched>;
  /** Where orders can be listed. */
  readonly pages?: SourcePages;
}

export interface SalesReceipt {
  /** What the vendor answered, for a person: no secrets. */
  readonly vendorCode: string;
  readonly message: string;
}

/** The business parameters of a report, as sent: what makes two submissions "the same payload". */
export type SalesPayload = Readonly<Record<string, string>>;

export interface SalesSink {
  /** Pure. @throws ConnectorError `invalid_binding` when the store's id at the vendor is unusable */
  payload(
    sales: HourlySales,
    vendorStoreId: string,
    options: { cover: boolean },
    account: Account,
  ): SalesPayload;
  /**
   * Nothing is written at or after `writeBefore` (database clock): a later report of the hour may be under way.
   * @throws ConnectorError `duplicate` when the vendor already has the hour, `outcome_unknown` when it
   * may or may not have taken the report
   */
  submit(payload: SalesPayload, account: Account, writeBefore: Date): Promise<SalesReceipt>;
}

/** Where the vendor sends its notifications, as it knows it. */
export interface PushAddress {
  /** @throws ConnectorError */
  register(url: string, account: Account): Promise<void>;
  /** Null when none is registered. @throws ConnectorError */
  registered(account: Account): Promise<string | null>;
}

/** What one read-only call showed of an account that works: the vendor's own words, shortened. */
export interface AccountCheck {
  readonly message: string;
}

export interface ConnectorLimits {
  readonly requestsPerSecond: number;
  readonly concurrency: number;
}

/** What is known of a connector before it is made, so that nothing is logged that it would have masked. */
export interface ConnectorDeclaration {
  readonly id: string;
  readonly configFields: readonly ConfigField[];
  /**
   * Names of wire fields that hold something personal: masked in logs and wherever bytes are shown, blanked in bytes that are
   * kept when a person is erased, and what an export shows of kept bytes.
   */
  readonly personalFields: readonly string[];
  /** Names of the wire fields that hold an order's number: by them the orders on a page are told apart. Absent: a body is one order's. */
  readonly numberFields?: readonly string[];
}

export interface Connector extends ConnectorDeclaration {
  /** The vendor's name for people, where one line serves both languages. */
  readonly title: string;
  /** The same in each language: as the vendor calls itself. */
  readonly titles: BothText;
  /** Whether a number as the vendor writes it may be more orders' than one; absent: it never is. */
  numbersRepeat?(account: Account): boolean;
  /** What is wrong with settings that are each right by themselves. */
  configFaults?(config: ConnectorConfig): readonly FieldFault[];
  readonly sells: Sells;
  readonly storeIds: StoreIds;
  /** The fields whose values a map of the account gives a meaning; at most one a group. Absent where there is none. */
  readonly mappedFields?: readonly MappedField[];
  /** Absent where the connector makes no calls. */
  readonly defaultBaseUrl?: string;
  /** What an account is sent at most; it may follow from its settings. */
  limits(account: Account): ConnectorLimits;
  readonly webhook?: Webhook;
  readonly source?: Source;
  readonly orderSink?: OrderSink;
  readonly salesSink?: SalesSink;
  readonly quota?: CallQuota;
  /** Only where the vendor's address for notifications is set by a call. */
  readonly push?: PushAddress;
  /**
   * One read-only call that shows whether the account works. Absent where nothing is called.
   * @throws ConnectorError when it does not, with the vendor's code
   */
  check?(account: Account): Promise<AccountCheck>;
}
