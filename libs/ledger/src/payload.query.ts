import { createHash } from 'node:crypto';
import type { Sql } from '#database/sql.js';

/** Bytes as they came, of a delivery or of an answer. */
interface StoredPayload {
  readonly body: Buffer;
  /** SHA-256. */
  readonly digest: Buffer;
}

/**
 * Undefined when they were never there, their partition was dropped or the person in them erased. The id begins with the
 * millisecond at which they were stored: by it their partition is found.
 */
export async function readPayload(sql: Sql, id: string): Promise<StoredPayload | undefined> {
  const storedAt = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  const [row] = await sql.rows<{ body: Buffer }>({
    name: 'ledger_payload',
    text: 'SELECT body FROM payloads WHERE stored_at = $1 AND id = $2',
    values: [storedAt, id],
  });
  return row && { body: row.body, digest: createHash('sha256').update(row.body).digest() };
}
