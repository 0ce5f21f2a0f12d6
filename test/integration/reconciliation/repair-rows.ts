import type { Sql } from '#database/sql.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import { newId } from '../../support/open-ledger.js';

interface Waiting {
  readonly accountId: string;
  readonly rule: RuleCode;
  readonly at: Date;
}

/** A repair that waits to begin by policy, of a discrepancy of its own. @returns its id */
export async function waitingRepair(sql: Sql, { accountId, rule, at }: Waiting): Promise<string> {
  const [id, discrepancyId] = [newId(), newId()];
  await sql.rows({
    text: `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since,
             opened_at, updated_at)
           VALUES ($1::uuid, $2, $1::uuid::text, '', 'warn', 'open', '{}', 'f', '[]', $3, $3, $3)`,
    values: [discrepancyId, rule, at],
  });
  await sql.rows({
    text: `INSERT INTO repairs (id, discrepancy_id, rule, kind, account_id, state, by_policy, fingerprint, due_at, created_at)
           VALUES ($1, $2, $3, 'fetch', $4, 'planned', true, 'f', $5, $5)`,
    values: [id, discrepancyId, rule, accountId, at],
  });
  return id;
}

/** A person has asked for it. */
export const approveRepair = (sql: Sql, id: string, at: Date) =>
  sql.rows({
    text: `UPDATE repairs SET state = 'approved', by_policy = false, approved_at = $2, approved_by = 'a key' WHERE id = $1`,
    values: [id, at],
  });

export const beginRepair = (sql: Sql, id: string, at: Date) =>
  sql.rows({
    text: `UPDATE repairs SET state = 'begun', begun_at = $2, ref = 'r' WHERE id = $1`,
    values: [id, at],
  });

/** After it the difference was still there. */
export const endInVain = (sql: Sql, id: string, at: Date) => endVerified(sql, id, at, 'not_mended');

export const endVerified = (sql: Sql, id: string, at: Date, verified: 'mended' | 'not_mended') =>
  sql.rows({
    text: `UPDATE repairs SET state = 'done', ended_at = $2, verified = $3, verified_at = $2 WHERE id = $1`,
    values: [id, at, verified],
  });
