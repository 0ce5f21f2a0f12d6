import type { FulfilmentState } from '#domain/order-status.js';
import type { ComparedLeg } from './compared-order.js';

/** How far an order has come that is not called off. */
const STEPS: Readonly<Record<Exclude<FulfilmentState, 'cancelled' | 'unknown'>, number>> = {
  created: 0,
  accepted: 1,
  preparing: 2,
  ready: 3,
  shipped: 4,
  completed: 5,
};

/** Null: nothing was said of it, or in a word that nobody knows. */
export function fulfilmentOf({ facts }: ComparedLeg): Exclude<FulfilmentState, 'unknown'> | null {
  const fulfilment = facts?.fulfilment ?? null;
  return fulfilment === 'unknown' ? null : fulfilment;
}

/** The place of its step among the steps; null where it is at none of them. */
export function stepOf(leg: ComparedLeg): number | null {
  const fulfilment = fulfilmentOf(leg);
  return fulfilment === null || fulfilment === 'cancelled' ? null : STEPS[fulfilment];
}

export const SHIPPED = STEPS.shipped;
export const COMPLETED = STEPS.completed;

export const isCancelled = (leg: ComparedLeg): boolean => leg.facts?.fulfilment === 'cancelled';
export const isCompleted = (leg: ComparedLeg): boolean => leg.facts?.fulfilment === 'completed';

/** Known to be there, and not called off. A word that nobody knows, or none, is not said to be alive. */
export const isAlive = (leg: ComparedLeg): boolean => stepOf(leg) !== null;

/** Only a receipt or somebody else has told of it so far: its own vendor never has. */
export const isUntold = ({ confirmedAt }: Pick<ComparedLeg, 'confirmedAt'>): boolean =>
  confirmedAt.getTime() <= 0;

/** Since when we know it to stand as it does; not before it was known at all. */
export const standsSince = ({ facts, createdAt }: ComparedLeg): Date => facts?.fulfilmentSince ?? createdAt;

export const latest = (...instants: readonly Date[]): Date =>
  instants.reduce((last, one) => (one > last ? one : last));
