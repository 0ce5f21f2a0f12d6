import { itemText, type ProductMapping } from './product-mapping.js';

export interface ItemToMatch {
  readonly accountId: string;
  readonly itemName: string;
  readonly itemSpec: string | null;
}

/** Whether it maps this item: its very spec, or whatever the spec. */
export const mapsItem = (
  mapping: Pick<ProductMapping, 'itemName' | 'itemSpec'>,
  { itemName, itemSpec }: Pick<ItemToMatch, 'itemName' | 'itemSpec'>,
): boolean =>
  mapping.itemName === itemText(itemName) &&
  (mapping.itemSpec === itemText(itemSpec) || mapping.itemSpec === '');

/**
 * The mapping of exactly this spec, else the one that holds whatever the spec.
 * @param mappings of any accounts and items; an item without one here is unmapped
 */
export function matchProduct(
  mappings: readonly ProductMapping[],
  item: ItemToMatch,
): ProductMapping | undefined {
  const ofItem = mappings.filter((one) => one.accountId === item.accountId && mapsItem(one, item));
  return ofItem.find((one) => one.itemSpec === itemText(item.itemSpec)) ?? ofItem[0];
}
