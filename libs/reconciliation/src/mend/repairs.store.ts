import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';
import type { Repair, RepairSubject } from './repair.js';

/** SQL: a repair (r) as it is known here. */
export const REPAIR = `r.id, r.discrepancy_id AS "discrepancyId", r.rule, r.kind, r.account_id AS "accountId", r.leg_id AS "legId",
  r.order_id AS "orderId", r.store_id AS "storeId", r.hour_start AS "hourStart", r.state, r.by_policy AS "byPolicy",
  r.fingerprint, r.fetch_asked_at AS "fetchAskedAt", r.planned_at AS "plannedAt", r.approved_at AS "approvedAt",
  r.approved_by AS "approvedBy", r.begun_at AS "begunAt", r.ref, r.ended_at AS "endedAt", r.failures, r.why,
  r.find_ref AS "findRef", r.due_at AS "dueAt", r.verify_at AS "verifyAt", r.created_at AS "createdAt"`;

/** SQL: a repair (r) has not ended; in the words of the indexes of such. */
export const IS_LIVE = `r.state IN ('fetching', 'planned', 'approved', 'begun')`;

export interface NewRepair extends RepairSubject {
  readonly id: string;
  readonly discrepancyId: string;
  readonly byPolicy: boolean;
  /** The name of who asks for it; null: the hub. */
  readonly askedBy: string | null;
  /** The same, where he approves of it as well. */
  readonly approvedBy: string | null;
  readonly textId: string | null;
  readonly fingerprint: string;
}

const NEW = {
  id: 'uuid',
  discrepancy_id: 'uuid',
  rule: 'text',
  kind: 'text',
  account_id: 'uuid',
  leg_id: 'uuid',
  order_id: 'uuid',
  store_id: 'uuid',
  hour_start: 'timestamptz',
  by_policy: 'boolean',
  asked_by: 'text',
  approved_by: 'text',
  text_id: 'uuid',
  fingerprint: 'text',
} as const;

/** Due at once. @returns which were made: of one discrepancy one at a time is, and the database decides */
export async function insertRepairs(
  sql: Sql,
  repairs: readonly NewRepair[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (repairs.length === 0) return new Set();
  const input = inputRows(repairs.map(newRow), NEW, 2);
  const rows = await sql.rows<{ id: string }>({
    name: 'reconciliation_insert_repairs',
    tells: ['repair'],
    text: `INSERT INTO repairs (id, discrepancy_id, rule, kind, account_id, leg_id, order_id, store_id, hour_start, state,
             by_policy, asked_by, approved_by, approved_at, text_id, fingerprint, due_at, created_at)
           SELECT id, discrepancy_id, rule, kind, account_id, leg_id, order_id, store_id, hour_start, 'fetching', by_policy,
             asked_by, approved_by, CASE WHEN approved_by IS NOT NULL THEN $1::timestamptz END, text_id, fingerprint, $1, $1
           FROM ${input.from} ORDER BY discrepancy_id
           ON CONFLICT (discrepancy_id) WHERE state IN ('fetching', 'planned', 'approved', 'begun') DO NOTHING
           RETURNING id`,
    values: [now, ...input.values],
  });
  return new Set(rows.map(({ id }) => id));
}

const newRow = (repair: NewRepair) => ({
  id: repair.id,
  discrepancy_id: repair.discrepancyId,
  rule: repair.rule,
  kind: repair.kind,
  account_id: repair.accountId,
  leg_id: repair.legId,
  order_id: repair.orderId,
  store_id: repair.storeId,
  hour_start: repair.hourStart,
  by_policy: repair.byPolicy,
  asked_by: repair.askedBy,
  approved_by: repair.approvedBy,
  text_id: repair.textId,
  fingerprint: repair.fingerprint,
});

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

/** Held until the transaction ends. */
export async function lockRepair(sql: Sql, id: string): Promise<Repair | undefined> {
  const [row] = await sql.rows<Repair>({
    name: 'reconciliation_lock_repair',
    text: `SELECT ${REPAIR} FROM repairs r WHERE r.id = $1 FOR UPDATE`,
    values: [id],
  });
  return row;
}

/** What a repair is done about, in the order in which rows are held: before the repair's own. */
export interface MendedDiscrepancy {
  readonly id: string;
  readonly subject: string;
  readonly key: string;
  readonly state: DiscrepancyState;
  readonly accountId: string | null;
  readonly orderId: string | null;
}

const MENDED = `d.id, d.subject, d.key, d.state, d.account_id AS "accountId", d.order_id AS "orderId"`;

/** Nothing is held. */
export async function findMended(sql: Sql, repairId: string): Promise<MendedDiscrepancy | undefined> {
  const [row] = await sql.rows<MendedDiscrepancy>({
    name: 'reconciliation_find_mended',
    text: `SELECT ${MENDED} FROM repairs r JOIN discrepancies d ON d.id = r.discrepancy_id WHERE r.id = $1`,
    values: [repairId],
  });
  return row;
}

/** Nobody decides of it, and no comparison changes it, until the transaction ends. */
export async function lockMended(sql: Sql, id: string): Promise<MendedDiscrepancy | undefined> {
  const [row] = await sql.rows<MendedDiscrepancy>({
    name: 'reconciliation_lock_mended',
    text: `SELECT ${MENDED} FROM discrepancies d WHERE d.id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return row;
}
