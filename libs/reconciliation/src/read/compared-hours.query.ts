import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { type AskReason, SUPERSEDED, type SubmissionState } from '#reporting/derive/submission-rule.js';
import { type DbFigures, fromDbFigures } from '#reporting/figures/hours.store.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import type { ComparedHour, ComparedTickets } from '../compare/compared-hour.js';

/** Which hour of which store. */
export type HourKey = Pick<ComparedHour, 'storeId' | 'start'>;

/** SQL: not given up for another one. */
const STANDS = `error_code IS DISTINCT FROM '${SUPERSEDED}'`;
/** SQL: which of an hour's submissions (s) holds is the last one of these. */
const LAST = 's.revision DESC, s.created_at DESC, s.id DESC';

/** SQL: whether the row comes after $1 and $2. */
const past = (row: string): string =>
  `($1::timestamptz IS NULL OR (${row}.hour_start, ${row}.store_id) > ($1, $2::uuid))`;

/**
 * Hours that may differ from what their vendors have, and those of which that stands as a discrepancy, in their order;
 * by indexes of what is not as it should be alone.
 */
export async function disputedHours(sql: Sql, after: HourKey | null, limit: number): Promise<HourKey[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date }>({
    name: 'reconciliation_disputed_hours',
    text: `SELECT hour_start, store_id FROM sales_hours h WHERE h.asks IS NOT NULL AND ${past('h')}
           UNION
           SELECT hour_start, store_id FROM submissions c
           WHERE c.state IN ('unknown', 'failed', 'conflict') AND c.${STANDS} AND ${past('c')} AND NOT EXISTS (
             SELECT FROM submissions s WHERE s.store_id = c.store_id AND s.hour_start = c.hour_start AND s.${STANDS}
               AND (s.revision, s.created_at, s.id) > (c.revision, c.created_at, c.id))
           UNION
           SELECT hour_start, store_id FROM discrepancies d
           WHERE d.rule = 'hour_differs' AND d.state <> 'closed' AND ${past('d')}
           ORDER BY hour_start, store_id LIMIT $3`,
    values: [after?.start ?? null, after?.storeId ?? null, limit],
  });
  return rows.map(({ store_id, hour_start }) => ({ storeId: store_id, start: hour_start }));
}

/**
 * Hours since then of stores whose tickets are the same sales, and those of which it stands that they differ, in their
 * order.
 * @param accountIds who is reported to
 */
export async function ticketHours(
  sql: Sql,
  { accountIds, since }: TicketPeriod,
  after: HourKey | null,
  limit: number,
): Promise<HourKey[]> {
  const rows = await sql.rows<{ store_id: string; hour_start: Date }>({
    name: 'reconciliation_ticket_hours',
    text: `SELECT hour_start, store_id FROM sales_hours h
           WHERE h.store_id IN (SELECT k.store_id FROM sales_sinks k WHERE k.account_id = ANY($4::uuid[]))
             AND h.hour_start >= $5 AND ${past('h')}
           UNION
           SELECT hour_start, store_id FROM discrepancies d
           WHERE d.rule = 'tickets_differ' AND d.state <> 'closed' AND ${past('d')}
           ORDER BY hour_start, store_id LIMIT $3`,
    values: [after?.start ?? null, after?.storeId ?? null, limit, accountIds, since],
  });
  return rows.map(({ store_id, hour_start }) => ({ storeId: store_id, start: hour_start }));
}

export interface TicketPeriod {
  readonly accountIds: readonly string[];
  readonly since: Date;
}

interface HourRow extends DbFigures {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly account_id: string | null;
  readonly revised_at: Date;
  readonly settles: boolean;
  readonly asks: AskReason | null;
  readonly state: SubmissionState | null;
  readonly since: Date | null;
  readonly accepted: DbFigures | null;
  readonly hour_end: Date;
  readonly streams: readonly string[] | null;
  readonly tickets: number | null;
  readonly tickets_fen: string | null;
  readonly tickets_since: Date | null;
}

/** Hours as rules see them; one statement, whatever their number. Tickets are looked at where the account says so. */
export async function readComparedHours(
  sql: Sql,
  hours: readonly HourKey[],
  accounts: AccountsFacts,
): Promise<ComparedHour[]> {
  const sameSales = [...accounts.values()].filter(({ tickets }) => tickets === 'same_sales');
  const input = inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
    2,
  );
  const rows = await sql.rows<HourRow>({
    name: 'reconciliation_compared_hours',
    text: `SELECT h.store_id, h.hour_start, h.hour_end, h.total_fen, h.orders, h.items, h.lines,
             coalesce(h.asks_account_id, last.account_id) AS account_id,
             coalesce(h.revised_at, h.derived_at) AS revised_at, h.restate_at IS NOT NULL AS settles, h.asks,
             last.state, coalesce(last.settled_at, (${FIRST_UNKNOWN}), last.unknown_at, last.created_at) AS since,
             t.streams, t.tickets, t.tickets_fen, t.tickets_since,
             CASE WHEN r.id IS NOT NULL THEN json_build_object('total_fen', r.total_fen::text, 'orders', r.orders,
               'items', r.items::text, 'lines', r.lines::text) END AS accepted
           FROM ${input.from} JOIN sales_hours h USING (store_id, hour_start)
           LEFT JOIN LATERAL (
             SELECT s.* FROM submissions s WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start AND s.${STANDS}
             ORDER BY ${LAST} LIMIT 1) last ON true
           LEFT JOIN LATERAL (
             SELECT s.revision_id, s.revision_at FROM submissions s
             WHERE s.store_id = h.store_id AND s.hour_start = h.hour_start AND s.state = 'accepted'
               AND s.account_id = coalesce(h.asks_account_id, last.account_id)
             ORDER BY ${LAST} LIMIT 1) had ON true
           LEFT JOIN hourly_revisions r ON r.derived_at = had.revision_at AND r.id = had.revision_id
           LEFT JOIN LATERAL (${TICKETS}) t ON coalesce(h.asks_account_id, last.account_id) = ANY($1::uuid[])`,
    values: [sameSales.map(({ id }) => id), ...input.values],
  });
  return rows.map(toHour);
}

/** SQL: when an attempt of the submission (last) ended for the first time without an answer. */
const FIRST_UNKNOWN = `SELECT min(a.finished_at) FROM submission_attempts a
  WHERE last.state = 'unknown' AND a.submission_id = last.id AND a.outcome = 'outcome_unknown'`;

/** SQL: of the hour (h), by the vendor's ids of its store then. A ticket that nothing dates is in no hour for certain. */
const TICKETS = `
  SELECT b.streams, count(l.id)::int AS tickets, max(l.created_at) AS tickets_since,
    CASE WHEN count(l.id) FILTER (WHERE NOT l.is_comparable OR l.sale_fen IS NULL OR o.placed_at IS NULL) = 0
      THEN coalesce(sum(l.sale_fen), 0)::text END AS tickets_fen
  FROM (SELECT array_agg(DISTINCT b.vendor_store_id) AS streams FROM store_bindings b
        WHERE b.account_id = coalesce(h.asks_account_id, last.account_id) AND b.store_id = h.store_id
          AND (b.valid_from IS NULL OR b.valid_from < h.hour_end) AND (b.valid_to IS NULL OR b.valid_to > h.hour_start)) b
  LEFT JOIN (legs l JOIN orders o ON o.id = l.order_id) ON l.account_id = coalesce(h.asks_account_id, last.account_id)
    AND l.vendor_store_id = ANY(b.streams) AND l.order_at >= h.hour_start AND l.order_at < h.hour_end
  GROUP BY b.streams`;

const toTickets = ({ streams, tickets, tickets_fen, tickets_since }: HourRow): ComparedTickets | null =>
  tickets === null
    ? null
    : {
        streams: streams ?? [],
        count: tickets,
        totalFen: tickets_fen === null ? null : BigInt(tickets_fen),
        since: tickets_since,
      };

const toHour = (row: HourRow): ComparedHour => ({
  storeId: row.store_id,
  start: row.hour_start,
  end: row.hour_end,
  accountId: row.account_id,
  ledger: fromDbFigures(row),
  revisedAt: row.revised_at,
  accepted: row.accepted === null ? null : fromDbFigures(row.accepted),
  submission: row.state === null || row.since === null ? null : { state: row.state, since: row.since },
  settles: row.settles,
  asks: row.asks,
  tickets: toTickets(row),
});
