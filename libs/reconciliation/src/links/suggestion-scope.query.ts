import { isOrderOf, isShownLeg } from '#ledger/order-scope.query.js';

/** SQL: both legs of a suggestion are seen by whoever sees these stores, in orders of theirs. */
export const isSuggestionOf = (row: string, stores: string): string =>
  `(${isLegOf(`${row}.leg_id`, stores)} AND ${isLegOf(`${row}.other_leg_id`, stores)})`;

const isLegOf = (legId: string, stores: string): string =>
  `EXISTS (SELECT FROM legs l WHERE l.id = ${legId} AND ${isShownLeg('l', stores)} AND ${isOrderOf('l.order_id', stores)})`;
