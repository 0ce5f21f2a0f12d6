import type { Sql } from '#database/sql.js';
import type { RepairKind } from '#domain/repair.js';

/** SQL: a repair (r) waits for no person. */
const GOES_ON = `(r.state IN ('fetching', 'approved') OR r.state = 'planned' AND r.by_policy)`;

/** Those to be planned or begun, the longest due first; holds nothing. @param without tried in vain just now */
export async function dueRepairs(
  sql: Sql,
  now: Date,
  without: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'reconciliation_due_repairs',
    text: `SELECT r.id FROM repairs r WHERE ${GOES_ON} AND r.due_at <= $1 AND r.id <> ALL($2::uuid[])
           ORDER BY r.due_at LIMIT $3`,
    values: [now, without, limit],
  });
  return rows.map(({ id }) => id);
}

export interface BegunRepair {
  readonly id: string;
  readonly kind: RepairKind;
  readonly ref: string;
}

/** Those whose end is looked for, the longest due first; holds nothing. */
export const begunRepairs = (sql: Sql, now: Date, limit: number): Promise<BegunRepair[]> =>
  sql.rows({
    name: 'reconciliation_begun_repairs',
    text: `SELECT r.id, r.kind, r.ref FROM repairs r WHERE r.state = 'begun' AND r.due_at <= $1
           ORDER BY r.due_at LIMIT $2`,
    values: [now, limit],
  });

/** Those of which it is to be found out whether they have mended anything; holds nothing. */
export async function unverifiedRepairs(
  sql: Sql,
  now: Date,
  without: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'reconciliation_unverified_repairs',
    text: `SELECT id FROM repairs WHERE state = 'done' AND verified IS NULL AND verify_at <= $1
             AND id <> ALL($2::uuid[]) ORDER BY verify_at LIMIT $3`,
    values: [now, without, limit],
  });
  return rows.map(({ id }) => id);
}

/** A repair as the log tells of it: without what people or vendors wrote. */
export interface RepairStanding {
  readonly repairId: string;
  readonly discrepancyId: string;
  readonly rule: string;
  readonly kind: RepairKind;
  readonly accountId: string;
  /** Null where the account is gone. */
  readonly connector: string | null;
  readonly legId: string | null;
  readonly orderId: string | null;
  readonly state: string;
  readonly verified: string | null;
  readonly why: string | null;
  readonly code: string | null;
  readonly ref: string | null;
  readonly approvedBy: string | null;
}

/** Holds nothing. */
export const repairStandings = (sql: Sql, ids: readonly string[]): Promise<RepairStanding[]> =>
  sql.rows({
    name: 'reconciliation_repair_standings',
    text: `SELECT r.id AS "repairId", discrepancy_id AS "discrepancyId", rule, kind, account_id AS "accountId",
             (SELECT connector FROM accounts WHERE id = r.account_id), leg_id AS "legId", order_id AS "orderId", state,
             verified, why, error_code AS code, ref, approved_by AS "approvedBy"
           FROM repairs r WHERE r.id = ANY($1::uuid[]) ORDER BY r.id`,
    values: [ids],
  });
