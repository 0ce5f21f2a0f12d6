import type { SalesPayload } from '#connectors-core/connector.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Lease, Leased } from '#jobs/lease.js';
import { holdRow, type LeasedRows } from '#jobs/leased-rows.store.js';
import type { HourlySales } from '#domain/hourly-sales.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { fromDbFigures } from '../figures/hours.store.js';
import { mayHaveLanded } from '../derive/submissions.store.js';
import { boundStoreId } from './vendor-store.store.js';
import type { SubmissionCause, SubmissionState } from '../derive/submission-rule.js';

const WITH_HOUR = 'JOIN sales_hours h ON h.store_id = s.store_id AND h.hour_start = s.hour_start';

/** What is of a store whose orders are on the move waits. */
export const SUBMISSIONS: LeasedRows = {
  table: 'submissions',
  name: 'reporting',
  isOpen: `r.settled_at IS NULL AND r.store_id <> ALL(${STORES_ON_THE_MOVE})`,
};

/**
 * When the oldest submission came due that could be claimed while none is being sent anywhere; undefined when there
 * is none. Quota and breaker need no look: whoever claims a submission that these hold up makes it due later.
 */
export async function overdueSubmission(sql: Sql, now: Date, dueBefore: Date): Promise<Date | undefined> {
  const [row] = await sql.rows<{ since: Date | null }>({
    name: 'reporting_overdue',
    text: `WITH oldest AS MATERIALIZED (
             SELECT min(due.due_at) AS since FROM accounts a CROSS JOIN LATERAL (
               SELECT s.due_at FROM submissions s ${WITH_HOUR}
               WHERE s.account_id = a.id AND s.settled_at IS NULL AND s.due_at <= $2
                 AND s.store_id <> ALL(${STORES_ON_THE_MOVE})
               ORDER BY s.due_at LIMIT 1) due
             WHERE NOT a.paused)
           SELECT CASE WHEN since IS NOT NULL AND NOT EXISTS (
               SELECT FROM submissions WHERE settled_at IS NULL AND lease_until > $1)
             THEN since END AS since FROM oldest`,
    values: [now, dueBefore],
  });
  return row?.since ?? undefined;
}

export interface Candidate {
  readonly id: string;
  readonly store_id: string;
  readonly hour_start: Date;
}

/**
 * A due submission, the longest due first, with its hour held until the transaction ends; hours that
 * somebody else holds are passed over. What it says may be outdated: read the hour anew.
 */
export async function holdDueHour(sql: Sql, accountId: string, now: Date): Promise<Candidate | undefined> {
  const [row] = await sql.rows<Candidate>({
    name: 'reporting_hold_due_hour',
    text: `SELECT s.id, s.store_id, s.hour_start FROM submissions s ${WITH_HOUR}
           WHERE s.account_id = $1 AND s.settled_at IS NULL AND s.due_at <= $2
             AND s.store_id <> ALL(${STORES_ON_THE_MOVE})
             AND EXISTS (SELECT FROM accounts a WHERE a.id = $1 AND NOT a.paused)
           ORDER BY s.due_at, s.hour_start LIMIT 1 FOR UPDATE OF h SKIP LOCKED`,
    values: [accountId, now],
  });
  return row;
}

/** Holds the hour of a submission in hand, waiting for whoever has it. */
export async function holdHour(sql: Sql, hour: Pick<Candidate, 'store_id' | 'hour_start'>): Promise<void> {
  await sql.rows({
    name: 'reporting_hold_hour',
    text: 'SELECT FROM sales_hours WHERE store_id = $1 AND hour_start = $2 FOR UPDATE',
    values: [hour.store_id, hour.hour_start],
  });
}

export interface Unsettled {
  readonly id: string;
  readonly due_at: Date;
  readonly lease_until: Date | null;
}

/** The hour's unsettled submissions, the oldest revision first. */
export const unsettledOf = (
  sql: Sql,
  hour: Pick<Candidate, 'store_id' | 'hour_start'>,
): Promise<Unsettled[]> =>
  sql.rows({
    name: 'reporting_unsettled',
    text: `SELECT s.id, s.due_at, s.lease_until FROM submissions s
           WHERE s.store_id = $1 AND s.hour_start = $2 AND s.settled_at IS NULL
           ORDER BY s.revision, s.created_at, s.id`,
    values: [hour.store_id, hour.hour_start],
  });

export async function postpone(sql: Sql, id: string, dueAt: Date): Promise<void> {
  await sql.rows({
    name: 'reporting_postpone',
    tells: [hintOf('submission', id)],
    text: 'UPDATE submissions SET due_at = $2 WHERE id = $1',
    values: [id, dueAt],
  });
}

/** A submission that is this instance's to send, until its lease ends. */
export interface ClaimedSubmission extends Candidate, Leased {
  readonly account_id: string;
  readonly connector: string;
  readonly revision: number;
  readonly cause: SubmissionCause;
  readonly cover: boolean;
  readonly state: Extract<SubmissionState, 'waiting' | 'unknown'>;
  /** So far. */
  readonly attempts: number;
  /** As last sent; null until it is first sent. */
  readonly payload: SalesPayload | null;
  /** The store at the vendor that it was last made for, or alone is meant for; null before that is known. */
  readonly sent_to: string | null;
  /** The store's id at the account's vendor; null when this hour of the store is not reported to the account. */
  readonly vendorStoreId: string | null;
  readonly sales: HourlySales;
}

/** SQL: what was under way when the submission (s) was made is settled by now, and may not have got there after all. */
const IS_THERE_TO_COVER = `(s.unknown_at IS NOT NULL OR EXISTS (
  SELECT FROM submissions other WHERE other.store_id = s.store_id AND other.hour_start = s.hour_start
    AND other.account_id = s.account_id AND other.id <> s.id
    AND (other.state = 'conflict' OR ${mayHaveLanded('other')})))`;

/** While it is held it is due at the end of its lease: the index of what is due then needs no second column. */
export async function leaseSubmission(
  sql: Sql,
  id: string,
  { holder, until }: Lease,
  mayHaveLanded: boolean,
): Promise<ClaimedSubmission | undefined> {
  const [row] = await sql.rows<ClaimedRow>({
    name: 'reporting_lease',
    text: `UPDATE submissions s SET ${holdRow('$2', '$3')}, due_at = $3,
             state = CASE WHEN $4 THEN 'unknown' ELSE s.state END, cover = s.cover AND ($4 OR ${IS_THERE_TO_COVER})
           FROM hourly_revisions r JOIN stores ON stores.id = r.store_id
           WHERE s.id = $1 AND r.id = s.revision_id AND r.derived_at = s.revision_at
           RETURNING s.id, s.lease_holder, s.store_id, s.hour_start, s.account_id, s.cause, s.cover, s.state, s.attempts,
             nullif(s.payload, '{}') AS payload, s.vendor_store_id AS sent_to, r.revision, r.hour_end, r.total_fen, r.orders, r.items, r.lines,
             stores.time_zone, (SELECT connector FROM accounts WHERE id = s.account_id) AS connector,
             ${boundStoreId('s')} AS vendor_store_id`,
    values: [id, holder, until, mayHaveLanded],
  });
  return row === undefined ? undefined : fromDbClaimed(row);
}

interface ClaimedRow extends Omit<ClaimedSubmission, 'vendorStoreId' | 'sales'> {
  readonly hour_end: Date;
  readonly time_zone: string;
  readonly total_fen: string;
  readonly orders: number;
  readonly items: string;
  readonly lines: string;
  readonly vendor_store_id: string | null;
}

function fromDbClaimed(row: ClaimedRow): ClaimedSubmission {
  const { hour_end, time_zone, total_fen, orders, items, lines, vendor_store_id, ...claimed } = row;
  const figures = fromDbFigures({ total_fen, orders, items, lines });
  const sales = { hourStart: row.hour_start, hourEnd: hour_end, timeZone: time_zone, ...figures };
  return { ...claimed, vendorStoreId: vendor_store_id, sales };
}
