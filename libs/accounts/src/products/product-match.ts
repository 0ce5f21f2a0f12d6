import { itemText, type ProductMapping } from './product-mapping.js';

export interface ItemToMatch {
  readonly accountId: string;
  readonly itemName: string;
  readonly itemSpec: string | null;
}

/**
 * The mapping of exactly this spec, else the one that holds whatever the spec.
 * @param mappings of any accounts and items; an item without one here is unmapped
 */
export function matchProduct(
  mappings: readonly ProductMapping[],
  { accountId, itemName, itemSpec }: ItemToMatch,
): ProductMapping | undefined {
  const [name, spec] = [itemText(itemName), itemText(itemSpec)];
  const ofItem = mappings.filter((one) => one.accountId === accountId && one.itemName === name);
  return ofItem.find((one) => one.itemSpec === spec) ?? ofItem.find((one) => one.itemSpec === '');
}
