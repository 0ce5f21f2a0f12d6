import type { ComparedFacts } from '#domain/compared-facts.js';

/** Whether a storefront's leg is to be at a till at all; what nobody knows only makes it wait. */
export type PlaceStanding = 'wanted' | 'unpaid' | 'refunded' | 'cancelled' | 'completed';

export function standingToPlace({ payment, fulfilment, isRefunded }: StatesToPlace): PlaceStanding {
  if (fulfilment === 'cancelled' || fulfilment === 'completed') return fulfilment;
  if (isRefunded) return 'refunded';
  return payment === 'paid' ? 'wanted' : 'unpaid';
}

type StatesToPlace = Pick<ComparedFacts, 'payment' | 'fulfilment' | 'isRefunded'>;
