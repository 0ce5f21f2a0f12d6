/** What a storefront's item is at a till. */
export interface ProductMapping {
  /** The till's account. */
  readonly accountId: string;
  readonly itemName: string;
  /** Empty: whatever the spec, where none is mapped by itself. */
  readonly itemSpec: string;
  /** Digits, up to 2^63 − 1; never a number, which would lose the last ones. */
  readonly productUid: string;
  /** How many of the till's units one item is; decimal text. */
  readonly units: string;
}

/** What names a storefront's item; outer spaces say nothing. */
export const itemText = (text: string | null | undefined): string => text?.trim() ?? '';
