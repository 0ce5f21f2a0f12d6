import { Decimal } from 'decimal.js';
import { digestOf } from './digest.js';
import { lineKind } from './line-kind.js';
import type { Line } from './order-observation.js';

/** Exact for every quantity that a vendor states. */
const Exact = Decimal.clone({ precision: 100 });

/** So many of a till's product; decimal text. */
export interface ProductQuantity {
  readonly productUid: string;
  readonly quantity: string;
  /** How many of the till's units one is; left out: one. */
  readonly units?: string;
}

/**
 * Which products, and how many of each: the same however they are spread over lines, at whatever prices. A product of
 * which there is nothing in all is none.
 */
export function productsDigest(products: readonly ProductQuantity[]): string {
  const sums = new Map<string, Decimal>();
  for (const { productUid, quantity, units = '1' } of products) {
    const inUnits = new Exact(quantity).times(units);
    sums.set(productUid, (sums.get(productUid) ?? new Exact(0)).plus(inUnits));
  }
  const sold = [...sums].filter(([, sum]) => !sum.isZero());
  return digestOf(Object.fromEntries(sold.map(([productUid, sum]) => [productUid, sum.toFixed()])));
}

/** Of what lines sell; undefined where one of them does not say of which product it is. */
export function soldProducts(lines: readonly Line[]): string | undefined {
  const sold = lines.filter((line) => lineKind(line) === 'sold');
  const named = sold.flatMap(({ productUid, quantity }) =>
    productUid === undefined ? [] : [{ productUid, quantity }],
  );
  return named.length === sold.length && sold.length > 0 ? productsDigest(named) : undefined;
}
