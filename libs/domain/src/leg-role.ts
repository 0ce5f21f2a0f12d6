/** Which leg of an order sells: a storefront's first, else a till's, the others never. */
export type Sells = 'first' | 'else' | 'never';

/**
 * Which store a leg is of: the vendor's id in it (a binding maps it), one of our own store codes, or whichever
 * store the account is bound to, because an account is one store there.
 */
export const STORE_IDS = ['vendor', 'own', 'account'] as const;
export type StoreIds = (typeof STORE_IDS)[number];
