import { ConnectorError } from '#connectors-core/connector-error.js';

/** One of the two ids by which Ovopark knows a store. */
export type StoreParameter = { readonly depId: string } | { readonly shopId: string };

const DEP_ID = /^depId:([1-9]\d{0,10})$/;
/** The page's limit is 100 characters. A text that begins with `depId:` is a mistyped depId, not a code. */
const SHOP_ID = /^(?!depId:)[^\s\p{Cc}](?:[^\p{Cc}]{0,98}[^\s\p{Cc}])?$/u;

/**
 * What a binding's vendor store id says. The page says that one of the two is enough and that depId wins.
 * @throws ConnectorError `invalid_binding`
 */
export function storeParameter(vendorStoreId: string): StoreParameter {
  const depId = DEP_ID.exec(vendorStoreId)?.[1];
  if (depId !== undefined) return { depId };
  if (SHOP_ID.test(vendorStoreId)) return { shopId: vendorStoreId };
  throw new ConnectorError('invalid_binding', 'the store’s id at Ovopark must be a shopId or depId:<digits>');
}
