import { hash32 } from '../random.js';
import { yuanOfFen } from '../yuan.js';
import type { PospalProduct, PospalTill } from './pospal-tills.js';

/** A product with all that an order's line repeats of it; the price in yuan. */
interface PricedProduct {
  readonly productUid: string;
  readonly productName: string;
  readonly productBarcode: string;
  readonly sellPrice: string;
}

/** A till's settings are replaced whole, so its products are looked up by a table made once per till. */
const tables = new WeakMap<PospalTill, ReadonlyMap<string, PospalProduct>>();

export function productOf(till: PospalTill, productUid: string): PospalProduct | undefined {
  const known = tables.get(till) ?? new Map(till.products.map((product) => [product.productUid, product]));
  tables.set(till, known);
  return known.get(productUid);
}

/** What the till's list does not say follows from the product's number alone. */
export function pricedProduct(till: PospalTill, productUid: string): PricedProduct {
  const known = productOf(till, productUid);
  return {
    productUid,
    productName: known?.productName ?? `商品${productUid.slice(-4)}`,
    productBarcode: known?.productBarcode ?? productUid.slice(-13),
    sellPrice: known?.sellPrice ?? yuanOfFen(500 + (hash32(productUid) % 3_000)),
  };
}
