import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** A refold in hand. */
export interface OpenRefold {
  readonly id: string;
  readonly kind: string;
  /** The last leg or order that it has looked at; null: none yet. */
  readonly looked_id: string | null;
  /** When the last order sold. */
  readonly looked_at: Date | null;
  readonly failures: number;
  readonly created_at: Date;
  readonly legs_left: number;
}

/** Until then a hub of the version before has seen that it is too old, and has ended. */
const OLD_HUBS_END_WITHIN = `INTERVAL '15 seconds'`;

/** The oldest that nobody else has in hand, until the transaction ends. */
export async function claimRefold(
  sql: Sql,
  kinds: readonly string[],
  except: readonly string[],
): Promise<OpenRefold | undefined> {
  const [row] = await sql.rows<OpenRefold>({
    name: 'ledger_claim_refold',
    text: `SELECT id, kind, looked_id, looked_at, failures, created_at, legs_left FROM refolds
           WHERE finished_at IS NULL AND kind = ANY($1::text[]) AND id <> ALL($2::uuid[])
             AND created_at <= now() - ${OLD_HUBS_END_WITHIN}
           ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    values: [kinds, except],
  });
  return row;
}

export interface Advance {
  readonly lookedId: string | null;
  readonly lookedAt: Date | null;
  readonly legsLooked: number;
  readonly ordersChanged: number;
  readonly legsLeft: number;
  /** Why legs were left. */
  readonly message: string | null;
  readonly finishedAt: Date | null;
}

/** What was tried in vain before is over; why legs were left stays. */
export async function advanceRefold(sql: Sql, id: string, step: Advance): Promise<void> {
  await sql.rows({
    name: 'ledger_advance_refold',
    tells: [hintOf('job', id)],
    text: `UPDATE refolds SET looked_id = coalesce($2, looked_id), looked_at = coalesce($8, looked_at),
             legs_looked = legs_looked + $3,
             orders_changed = orders_changed + $4, legs_left = legs_left + $5, finished_at = $7, failures = 0,
             error_message = CASE WHEN legs_left + $5 > 0 THEN coalesce($6, error_message) END
           WHERE id = $1`,
    values: [
      id,
      step.lookedId,
      step.legsLooked,
      step.ordersChanged,
      step.legsLeft,
      step.message,
      step.finishedAt,
      step.lookedAt,
    ],
  });
}

/** @param counts whether it is the legs' own; if not, only the words are kept */
export async function noteRefoldFailure(
  sql: Sql,
  id: string,
  message: string,
  counts: boolean,
): Promise<void> {
  await sql.rows({
    name: 'ledger_note_refold_failure',
    tells: [hintOf('job', id)],
    text: `UPDATE refolds SET failures = failures + $3, error_message = $2 WHERE id = $1 AND finished_at IS NULL`,
    values: [id, message, counts ? 1 : 0],
  });
}
