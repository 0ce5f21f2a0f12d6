import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { LonelyLeg } from './suggestion-score.js';

/** A leg that was opened lately, and whether its order has no other. */
export interface OpenedLeg {
  readonly id: string;
  readonly isLonely: boolean;
  readonly storeId: string | null;
  readonly placedAt: Date | null;
  /** The number that is called out; null where there is none. */
  readonly pickupNo: string | null;
  readonly timeZone: string | null;
  readonly businessDayStart: string | null;
}

/** In SQL: the leg's order has no other leg. */
const isLonely = (leg: string): string =>
  `NOT EXISTS (SELECT FROM legs beside WHERE beside.order_id = ${leg}.order_id AND beside.id <> ${leg}.id)`;

/** Legs after this one and before that one, by when they were opened, so many at most. */
export const openedLegs = (sql: Sql, after: string, before: string, limit: number): Promise<OpenedLeg[]> =>
  sql.rows({
    name: 'reconciliation_opened_legs',
    text: `SELECT l.id, ${isLonely('l')} AS "isLonely", l.store_id AS "storeId",
             l.state #>> '{service,value,pickupNo}' AS "pickupNo",
             (l.state #>> '{placement,value,placedAt}')::timestamptz AS "placedAt",
             s.time_zone AS "timeZone", s.business_day_start AS "businessDayStart"
           FROM (SELECT * FROM legs WHERE id > $1 AND id < $2 ORDER BY id LIMIT $3) l
           LEFT JOIN stores s ON s.id = l.store_id ORDER BY l.id`,
    values: [after, before, limit],
  });

/** Two lonely legs. */
export interface LegPair {
  readonly legId: string;
  readonly otherId: string;
}

/** How many legs are looked at for one, the nearest in time first. */
const MOST_NEAR = 30;

/** Lonely legs of these legs' stores that were placed about when they were: by the index of a store's orders. */
export function nearLegs(
  sql: Sql,
  legs: readonly { readonly id: string; readonly store_id: string; readonly placed_at: Date }[],
  nearMs: number,
): Promise<LegPair[]> {
  const input = inputRows(legs, { id: 'uuid', store_id: 'uuid', placed_at: 'timestamptz' }, 2);
  return sql.rows({
    name: 'reconciliation_near_legs',
    text: `SELECT input.id AS "legId", near.id AS "otherId" FROM ${input.from} CROSS JOIN LATERAL (
             SELECT l.id FROM orders o JOIN legs l ON l.order_id = o.id
             WHERE o.store_id = input.store_id AND l.id <> input.id AND ${isLonely('l')}
               AND o.placed_at BETWEEN input.placed_at - $1 * INTERVAL '1 millisecond'
                 AND input.placed_at + $1 * INTERVAL '1 millisecond'
             ORDER BY abs(extract(epoch FROM o.placed_at - input.placed_at)), l.id LIMIT ${String(MOST_NEAR)}) AS near`,
    values: [nearMs, ...input.values],
  });
}

/** A number that was called out in a store on a business day. */
export interface PickupNumber {
  readonly store_id: string;
  readonly day: string;
  readonly number: string;
  readonly leg_id: string;
}

/** Keeps them. @returns the lonely legs that have the number of one of these in its store on its day */
export async function sameNumbers(sql: Sql, numbers: readonly PickupNumber[]): Promise<LegPair[]> {
  if (numbers.length === 0) return [];
  const types = { store_id: 'uuid', day: 'date', number: 'text', leg_id: 'uuid' } as const;
  const input = inputRows(numbers, types);
  await sql.rows({
    name: 'reconciliation_keep_pickup_numbers',
    text: `INSERT INTO pickup_numbers (store_id, day, number, leg_id)
           SELECT store_id, day, number, leg_id FROM ${input.from} ON CONFLICT DO NOTHING`,
    values: input.values,
  });
  return sql.rows({
    name: 'reconciliation_same_pickup_numbers',
    text: `SELECT input.leg_id AS "legId", l.id AS "otherId" FROM ${input.from}
           JOIN pickup_numbers p USING (store_id, day, number) JOIN legs l ON l.id = p.leg_id
           WHERE l.id <> input.leg_id AND ${isLonely('l')} ORDER BY 1, 2`,
    values: input.values,
  });
}

/** Numbers of days that nobody asks for any more. @param day `yyyy-MM-dd` */
export async function dropPickupNumbers(sql: Sql, day: string): Promise<void> {
  await sql.rows({
    name: 'reconciliation_drop_pickup_numbers',
    text: 'DELETE FROM pickup_numbers WHERE day < $1',
    values: [day],
  });
}

/** Legs that a checked number names, and what they contradict each other in; what is suggested already is left out. */
export const contradictedPairs = (sql: Sql, limit: number): Promise<LegPair[]> =>
  sql.rows({
    name: 'reconciliation_contradicted_numbers',
    text: `SELECT d.leg_id AS "legId", target.id AS "otherId" FROM declared_numbers d JOIN legs own ON own.id = d.leg_id
           CROSS JOIN LATERAL (
             SELECT id, order_id FROM legs l WHERE l.account_id = d.account_id AND l.vendor_no = d.number AND l.order_no IS NULL
             UNION ALL
             SELECT id, order_id FROM legs l WHERE l.account_id = d.account_id AND l.order_no = d.number) AS target
           WHERE d.contradicts IS NOT NULL AND target.order_id <> own.order_id AND NOT EXISTS (
             SELECT FROM link_suggestions s WHERE s.leg_id IN (d.leg_id, target.id) AND s.other_leg_id IN (d.leg_id, target.id))
           ORDER BY d.leg_id LIMIT $1`,
    values: [limit],
  });

/** What these legs say, for scoring. */
export async function scoredLegs(sql: Sql, legIds: readonly string[]): Promise<Map<string, LonelyLeg>> {
  if (legIds.length === 0) return new Map();
  const rows = await sql.rows<
    Omit<LonelyLeg, 'saleFen' | 'totalFen'> & {
      readonly saleFen: string | null;
      readonly totalFen: string | null;
    }
  >({
    name: 'reconciliation_scored_legs',
    text: `SELECT l.id, l.account_id AS "accountId", l.sell_rank AS "sellRank", l.store_id AS "storeId",
             l.sale_fen AS "saleFen", l.total_fen AS "totalFen", encode(c.phone_hash, 'hex') AS "phoneHash",
             (l.state #>> '{placement,value,placedAt}')::timestamptz AS "placedAt"
           FROM legs l LEFT JOIN contacts c ON c.leg_id = l.id WHERE l.id = ANY($1::uuid[])`,
    values: [legIds],
  });
  const fen = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));
  return new Map(
    rows.map((row) => [row.id, { ...row, saleFen: fen(row.saleFen), totalFen: fen(row.totalFen) }]),
  );
}
