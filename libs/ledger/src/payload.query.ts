import { createHash } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import type { BodySeal } from '#domain/body-keeping.js';

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
export async function readPayload(sql: Sql, id: string, seal: BodySeal): Promise<StoredPayload | undefined> {
  const storedAt = new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
  const [row] = await sql.rows<{ bytes: Buffer; isSealed: boolean }>({
    name: 'ledger_payload',
    text: 'SELECT body AS bytes, is_sealed AS "isSealed" FROM payloads WHERE stored_at = $1 AND id = $2',
    values: [storedAt, id],
  });
  if (row === undefined) return undefined;
  const body = seal.open(id, row);
  return { body, digest: createHash('sha256').update(body).digest() };
}
