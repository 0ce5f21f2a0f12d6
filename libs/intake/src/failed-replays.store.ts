import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { type DeliveryState, keyOf } from './delivery.query.js';

/** An order as a delivery names it. */
export interface FailedOrder {
  readonly accountId: string;
  readonly vendorNo: string;
  /** Older deliveries are left: what they would say is no news to anybody. */
  readonly since: Date;
}

/** Holds the newest delivery that names the order and failed. @returns its id */
export async function holdFailed(
  sql: Sql,
  { accountId, vendorNo, since }: FailedOrder,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>({
    name: 'inbox_hold_failed',
    text: `SELECT id FROM deliveries
           WHERE state = 'failed' AND account_id = $1 AND received_at >= $2
             AND order_references @> jsonb_build_array(jsonb_build_object('vendorNo', $3::text))
           ORDER BY received_at DESC, id DESC LIMIT 1 FOR UPDATE`,
    values: [accountId, since, vendorNo],
  });
  return row?.id;
}

/** One that was taken up again meanwhile is left. */
export async function discardFailed(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    tells: [hintOf('delivery', id)],
    text: `UPDATE deliveries SET state = 'discarded' WHERE received_at = $1 AND id = $2 AND state = 'failed'`,
    values: [keyOf(id).receivedAt, id],
  });
}

/** A delivery as far as it decides whether it can be replayed. */
export interface ReplayedDelivery {
  readonly state: DeliveryState;
  readonly namesOrders: boolean;
}

export async function readReplayed(sql: Sql, id: string): Promise<ReplayedDelivery | undefined> {
  const [row] = await sql.rows<ReplayedDelivery>({
    name: 'inbox_read_replayed',
    text: `SELECT state, order_references <> '[]'::jsonb AS "namesOrders" FROM deliveries
           WHERE received_at = $1 AND id = $2`,
    values: [keyOf(id).receivedAt, id],
  });
  return row;
}

/** Where a delivery stands, for whoever had it replayed. */
export interface DeliveryStanding {
  readonly id: string;
  readonly state: DeliveryState;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export const deliveryStandings = (sql: Sql, ids: readonly string[]): Promise<DeliveryStanding[]> =>
  sql.rows({
    name: 'inbox_standings',
    text: `SELECT id, state, error_code AS "errorCode", error_message AS "errorMessage" FROM deliveries
           WHERE id = ANY($1::uuid[]) AND received_at = ANY($2::timestamptz[])`,
    values: [ids, ids.map((id) => keyOf(id).receivedAt)],
  });
