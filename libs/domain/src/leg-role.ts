/** Which leg of an order sells: a storefront's first, else a till's, the others never. */
export type Sells = 'first' | 'else' | 'never';

/** Whose store ids a leg carries: the vendor's (a binding maps them) or our own store codes. */
export type StoreIds = 'vendor' | 'own';
