import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { StoredBytes } from './payload-redaction.store.js';

/** A leg that stands in bytes which are behind no entry of its own. */
export interface ShownLeg {
  readonly leg_id: string;
  readonly payload_id: string;
  /** When that was noted: an old delivery that is worked off again may lie in a month that has no room here. */
  readonly stored_at: Date;
}

/** The millisecond inside the id of a payload: its partition. */
export const storedAtOf = (payloadId: string): Date =>
  new Date(Number.parseInt(payloadId.replaceAll('-', '').slice(0, 12), 16));

export async function noteShown(sql: Sql, shown: readonly ShownLeg[]): Promise<void> {
  if (shown.length === 0) return;
  const input = inputRows(shown, { leg_id: 'uuid', payload_id: 'uuid', stored_at: 'timestamptz' });
  await sql.rows({
    name: 'ledger_note_shown',
    text: `INSERT INTO shown_legs (leg_id, payload_id, stored_at)
           SELECT leg_id, payload_id, stored_at FROM ${input.from} ON CONFLICT DO NOTHING`,
    values: input.values,
  });
}

/** All bytes that are behind an entry of a leg, or show it. */
export async function payloadsOfLeg(sql: Sql, legId: string): Promise<StoredBytes[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_payloads_of_leg',
    text: `SELECT payload_id AS id FROM ledger_entries WHERE leg_id = $1 AND payload_id IS NOT NULL
           UNION SELECT payload_id FROM shown_legs WHERE leg_id = $1`,
    values: [legId],
  });
  return rows.map(({ id }) => ({ id, stored_at: storedAtOf(id) }));
}
