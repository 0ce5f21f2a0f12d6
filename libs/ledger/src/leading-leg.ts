/** SQL: as `l`, whose account an order counts as: of the leg that has said something and sells first. */
export const leadingLeg = (orderId: string): string => `JOIN LATERAL (
    SELECT account_id FROM legs WHERE order_id = ${orderId} ORDER BY state = '{}', coalesce(sell_rank, 2), id LIMIT 1
  ) AS l ON true`;
