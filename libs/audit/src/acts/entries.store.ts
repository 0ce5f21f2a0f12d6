import { showsPhone } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import type { AuditEntry } from '../audit-entry.js';

export interface KeptReason {
  readonly nonce: Buffer;
  readonly text: string;
}

/** A row, and its reason beside it. */
export async function insertEntry(sql: Sql, entry: AuditEntry, reason: KeptReason | null): Promise<void> {
  await sql.rows({
    name: 'audit_insert',
    text: `INSERT INTO audit_entries (id, at, actor_kind, actor_id, actor_name, address, client, act, subject_kind,
                                      subject_id, before, after, reason_digest, bulk_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::json, $12::json, decode($13, 'hex'), $14)`,
    values: [
      ...[entry.id, entry.at, entry.actorKind, entry.actorId, entry.actorName, entry.address, entry.client],
      ...[entry.act, entry.subjectKind, entry.subjectId, entry.before, entry.after, entry.reasonDigest],
      entry.bulkId,
    ],
  });
  if (reason === null) return;
  await sql.rows({
    name: 'audit_insert_reason',
    text: 'INSERT INTO audit_reasons (entry_id, at, nonce, text) VALUES ($1, $2, $3, $4)',
    values: [entry.id, entry.at, reason.nonce, reason.text],
  });
}

/** Whether the transaction has changed a row, or locked one to do so. */
export async function hasWritten(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ hasWritten: boolean }>({
    name: 'audit_has_written',
    text: 'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS "hasWritten"',
  });
  return row?.hasWritten ?? false;
}

/** Of every row that has this text as its reason. @returns the rows that had it */
export const eraseReasonText = (sql: Sql, text: string): Promise<{ id: string }[]> =>
  sql.rows({
    name: 'audit_erase_text',
    text: 'DELETE FROM audit_reasons WHERE text = $1 RETURNING entry_id AS id',
    values: [text],
  });

/** Reasons in these very words, and those that show one of these phones (digits). */
export const eraseReasonsOfPerson = (
  sql: Sql,
  { texts, phones }: { readonly texts: readonly string[]; readonly phones: readonly string[] },
): Promise<{ id: string; text: string }[]> =>
  sql.rows({
    name: 'audit_erase_reasons_of_person',
    text: `DELETE FROM audit_reasons WHERE text = ANY($1::text[]) OR ${showsPhone('text', '$2::text[]')}
           RETURNING entry_id AS id, text`,
    values: [texts, phones],
  });

/** @returns whether there was one */
export async function eraseReasonOf(sql: Sql, entryId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'audit_erase_reason',
    text: 'DELETE FROM audit_reasons WHERE entry_id = $1 RETURNING entry_id',
    values: [entryId],
  });
  return rows.length > 0;
}
