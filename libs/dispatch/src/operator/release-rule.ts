import { mapsItem } from '#accounts/products/product-match.js';
import type { ProductMapping } from '#accounts/products/product-mapping.js';
import type { DispatchDetail } from '../dispatch-detail.js';

/** Whether a command that waits for mappings waits for one of these. One that does not say for what is tried. */
export function waitsForOneOf(
  detail: DispatchDetail | null,
  mapped: readonly Pick<ProductMapping, 'itemName' | 'itemSpec'>[],
): boolean {
  const items = detail?.items;
  return items === undefined || items.some((item) => mapped.some((one) => mapsItem(one, item)));
}
