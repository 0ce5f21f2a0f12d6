import type { Sql } from '#database/sql.js';
import type { Repair, RepairSubject } from './repair.js';

/** SQL: a repair as it is known here. */
const REPAIR = `r.id, r.discrepancy_id AS "discrepancyId", r.rule, r.kind, r.account_id AS "accountId", r.leg_id AS "legId",
  r.order_id AS "orderId", r.store_id AS "storeId", r.hour_start AS "hourStart", r.state, r.by_policy AS "byPolicy",
  r.fingerprint, r.fetch_asked_at AS "fetchAskedAt", r.planned_at AS "plannedAt", r.approved_at AS "approvedAt",
  r.approved_by AS "approvedBy", r.begun_at AS "begunAt", r.ref, r.ended_at AS "endedAt", r.failures,
  r.created_at AS "createdAt"`;

/** SQL: it has not ended; in the words of the indexes of such. */
const IS_LIVE = `r.state IN ('fetching', 'planned', 'approved', 'begun')`;

export interface NewRepair extends RepairSubject {
  readonly id: string;
  readonly discrepancyId: string;
  readonly byPolicy: boolean;
  /** The name of who asks for it; null: the hub. */
  readonly askedBy: string | null;
  readonly textId: string | null;
  readonly fingerprint: string;
}

/** Due at once. @returns whether it was made: of one discrepancy one at a time is, and the database decides */
export async function insertRepair(sql: Sql, repair: NewRepair, now: Date): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reconciliation_insert_repair',
    text: `INSERT INTO repairs (id, discrepancy_id, rule, kind, account_id, leg_id, order_id, store_id, hour_start, state,
             by_policy, asked_by, text_id, fingerprint, due_at, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'fetching', $10, $11, $12, $13, $14, $14)
           ON CONFLICT (discrepancy_id) WHERE state IN ('fetching', 'planned', 'approved', 'begun') DO NOTHING
           RETURNING id`,
    values: [
      ...[repair.id, repair.discrepancyId, repair.rule, repair.kind, repair.accountId, repair.legId],
      ...[repair.orderId, repair.storeId, repair.hourStart, repair.byPolicy, repair.askedBy],
      ...[repair.textId, repair.fingerprint, now],
    ],
  });
  return rows.length === 1;
}

/** Those of these discrepancies that have not ended, held until the transaction ends; by discrepancy. */
export async function lockLiveRepairs(
  sql: Sql,
  discrepancyIds: readonly string[],
): Promise<ReadonlyMap<string, Repair>> {
  const rows = await sql.rows<Repair>({
    name: 'reconciliation_lock_live_repairs',
    text: `SELECT ${REPAIR} FROM repairs r WHERE r.discrepancy_id = ANY($1::uuid[]) AND ${IS_LIVE}
           ORDER BY r.discrepancy_id FOR UPDATE`,
    values: [discrepancyIds],
  });
  return new Map(rows.map((repair) => [repair.discrepancyId, repair]));
}
