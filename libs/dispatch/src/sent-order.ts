import type { Fen } from '#domain/money.js';
import { productsDigest } from '#domain/products-digest.js';
import type { ItemToPlace, PlaceDocument } from '#connectors-core/order-sink.js';

/** What a till is to show of an order, as the document says that was sent. */
export interface SentOrder {
  /** What it comes to; null where the till adds up by its own prices. */
  readonly totalFen: Fen | null;
  /** Digest of the till's products and how many of each. */
  readonly products: string;
}

/** Whatever lines the document makes of an item, at whatever prices, they come to so many of it. */
export const sentOrder = ({ totalFen }: PlaceDocument, items: readonly ItemToPlace[]): SentOrder => ({
  totalFen,
  products: productsDigest(items),
});
