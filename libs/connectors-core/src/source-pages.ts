import type { OrderObservation } from '#domain/order-observation.js';
import type { Account } from './account.js';

/** A stretch of time, [from, to). */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

export interface PageRequest {
  /** One of `streams(account)`. */
  readonly stream: string;
  readonly window: Window;
  /** What the page before gave as `next`; null for the first page. */
  readonly cursor: string | null;
}

/** A row of a page that could not be read: it stops only itself. */
export interface UnreadRow {
  /** Null when not even the number could be read. */
  readonly vendorNo: string | null;
  /** For people: fields and expectations, no values of a person. */
  readonly message: string;
}

export interface SourcePage {
  readonly observations: readonly OrderObservation[];
  readonly unread: readonly UnreadRow[];
  /** Opaque, digit-exact; null on the last page. */
  readonly next: string | null;
  /**
   * Only on a last page: why nothing shows that the list ends there, for people. Its rows count, but the window
   * is never closed by it: it is read in halves, each of which may show its end.
   */
  readonly notWhole?: string;
  /** The answer's body, as the evidence of what was observed. */
  readonly rawBody: Buffer;
}

/** How a source's orders can be listed; the numbers carry their reasons where the connector names them. */
export interface SourcePages {
  /** What the window filters on; unknown counts as created: a closed window never shows a later change. */
  readonly windowTime: 'created' | 'changed' | 'unknown';
  readonly largestWindowMs: number;
  /** How far behind now a window ends at the latest. */
  readonly lagMs: number;
  /** How far a window reaches back into the one before: what became visible late is still found. */
  readonly overlapMs: number;
  /** More pages than this of one window are an error of the vendor. */
  readonly mostPages: number;
  /** Rows may move between pages while they are read: then a window of several pages is read until a pass shows nothing new. */
  readonly pagesShift: boolean;
  /**
   * Where one order cannot be fetched and windows may filter on creation: every window is read once more so much
   * later, ms, for each entry. So a status that changes after its window was closed is still seen.
   */
  readonly rereadAfterMs?: readonly number[];
  /**
   * Each is covered by itself, e.g. one an order source, or one a store.
   * @param vendorStoreIds of the account's bindings
   */
  streams(account: Account, vendorStoreIds: readonly string[]): readonly string[];
  /** Pause between windows of the newest data, ms; null: as the calls allow that the account has. */
  intervalMs(account: Account): number | null;
  /** @throws ConnectorError; an answer that is not positively a page is `invalid_response`, never an empty page */
  page(request: PageRequest, account: Account): Promise<SourcePage>;
}
