import type { FoldedLeg } from './leg.js';
import type { Stated } from './order-status.js';

export interface UnknownWord {
  readonly code: 'unknown_payment' | 'unknown_fulfilment' | 'unknown_after_sale';
  readonly word: string;
}

/**
 * The states of a leg that were said in our own format by words that nobody knows: who sends them can say them
 * rightly, so the order waits for a person. A vendor's words are its own; what the account does not map of them is
 * the account's to settle, once for all orders.
 */
export const unknownWords = ({ payment, fulfilment, afterSale }: FoldedLeg): readonly UnknownWord[] => [
  ...unknown('unknown_payment', payment?.value),
  ...unknown('unknown_fulfilment', fulfilment?.value),
  ...unknown('unknown_after_sale', afterSale?.value),
];

const unknown = (code: UnknownWord['code'], stated: Stated<string> | undefined): readonly UnknownWord[] =>
  stated?.state === 'unknown' && stated.ofOurFormat === true ? [{ code, word: stated.raw ?? '' }] : [];
