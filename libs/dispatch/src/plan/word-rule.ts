import type { Stated } from '#domain/order-status.js';
import { unknownWords } from '#domain/unknown-words.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import { held, type Shown } from '../dispatch-words.js';

/** How an order is paid holds up nothing here: what is not known to be paid is not placed anyway. */
const OF_PAYMENT = 'unknown_payment';

/**
 * Why an order waits whose storefront says something that nobody knows: it may have been cancelled. Null where
 * every word is known, or the account lets a vendor's own words pass.
 * @param holdsUnknown whether a vendor's value that no map lists holds the order up, too
 */
export function unknownWordOf({ folded }: LegFacts, holdsUnknown: boolean): Shown | null {
  const [said] = unknownWords(folded).filter(({ code }) => code !== OF_PAYMENT);
  const [listed] = holdsUnknown ? [folded.fulfilment, folded.afterSale].flatMap(unlisted) : [];
  const word = said?.word ?? listed;
  return word === undefined ? null : held('unknown_word', `nobody knows what “${word}” says of the order`);
}

const unlisted = (group: { readonly value: Stated<string> } | undefined): string[] =>
  group?.value.state === 'unknown' && group.value.raw !== null ? [group.value.raw] : [];
