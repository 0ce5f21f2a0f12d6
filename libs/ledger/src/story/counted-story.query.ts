import { afterMoment, byMoment } from '#database/after-moment.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import { hourOf } from '#domain/business-time.js';
import type { Fen } from '#domain/money.js';
import type { Moment, MomentPart } from '#domain/moment.js';

/** What one transaction changed of what an order counts. */
export interface CountedView extends Moment {
  readonly why: string;
  /** The hours that it is about, in order of time; where it stays as it was, nothing is added. */
  readonly hours: readonly CountedHour[];
}

export interface CountedHour {
  readonly storeId: string;
  readonly store: string;
  readonly hourStart: Date;
  /** 1 where it counts as an order here and did not before, −1 where it does no longer. */
  readonly orders: number;
  readonly byFen: Fen;
  /** What of that went back to the customer, above nothing. */
  readonly refundFen: Fen;
}

/** What changed of the hours in which these orders count, a transaction each. */
export async function countedPart(
  sql: Sql,
  orderIds: readonly string[],
  { after, limit, stores }: MomentPart,
): Promise<CountedView[]> {
  const scoped = scopedTo(stores, '$5', (given) => `p.store_id = ANY(${given}::uuid[])`);
  const rows = await sql.rows<CountedRow>({
    name: `ledger_counted_part${scoped.name}`,
    text: `SELECT c.* FROM (
             SELECT p.posted_at + ${TOLD_AFTER} AS at, ${KEY} AS key, min(p.cause) AS why, json_agg(json_build_object(
               'storeId', s.id, 'store', s.name, 'timeZone', s.time_zone, 'at', p.at, 'orders', p.orders,
               'totalFen', p.total_fen::text, 'refundFen', p.refund_fen::text) ORDER BY p.seq) AS effects
             FROM sale_postings p JOIN stores s ON s.id = p.store_id
             WHERE p.order_id = ANY($1::uuid[]) AND p.posted_at + ${TOLD_AFTER} >= $2${scoped.and} GROUP BY p.order_id, p.posted_at) c
           WHERE ${afterMoment('c.at', 'c.key')} ORDER BY ${byMoment('c.at', 'c.key')} LIMIT $4`,
    values: [orderIds, after.at, after.key, limit, ...scoped.values],
  });
  return rows.map(({ effects, ...row }) => ({ ...row, hours: hoursOf(effects) }));
}

/** A posting has the time at which its transaction began, a moment before what that recorded: it is told after it. */
const TOLD_AFTER = "INTERVAL '250 milliseconds'";

const KEY = `p.order_id || '/' || lpad(min(p.seq)::text, 10, '0')`;

interface CountedRow extends Moment {
  readonly why: string;
  readonly effects: readonly Effect[];
}

interface Effect {
  readonly storeId: string;
  readonly store: string;
  readonly timeZone: string;
  readonly at: string;
  readonly orders: number;
  readonly totalFen: string;
  readonly refundFen: string;
}

function hoursOf(effects: readonly Effect[]): CountedHour[] {
  const hours = new Map<string, CountedHour>();
  for (const { storeId, store, timeZone, at, orders, ...effect } of effects) {
    const hourStart = hourOf(new Date(at), timeZone).start;
    const key = `${hourStart.toISOString()} ${storeId}`;
    const before = hours.get(key) ?? { orders: 0, byFen: 0n, refundFen: 0n };
    hours.set(key, {
      ...{ storeId, store, hourStart },
      orders: before.orders + orders,
      byFen: before.byFen + BigInt(effect.totalFen),
      refundFen: before.refundFen + BigInt(effect.refundFen),
    });
  }
  return [...hours].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, hour]) => hour);
}
