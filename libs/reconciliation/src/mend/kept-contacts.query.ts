import { LIVE_STATES } from './repair.js';

const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(', ');

/** SQL: of an order's id, whether a repair of it waits for a person or goes on: it may place the order at a till. */
export const repairsNeedContacts = (orderId: string): string =>
  `EXISTS (SELECT FROM repairs r WHERE r.order_id = ${orderId} AND r.state IN (${LIVE}))`;
