import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

export interface NewEntry {
  readonly id: string;
  readonly recorded_at: Date;
  readonly leg_id: string;
  readonly order_id: string;
  readonly as_of: Date;
  readonly precedence: number;
  readonly digest: Buffer;
  readonly observation: string;
  /** Comma-separated: an array of arrays must be rectangular. */
  readonly changed: string;
  readonly flags: string;
  readonly payload_id: string | null;
}

/** Bytes to be kept as soon as an entry names them. */
export interface NewPayload {
  readonly id: string;
  /** As they are stored. */
  readonly body: Buffer;
  readonly is_sealed: boolean;
}

/** A leg that stands in such bytes. */
export interface LegOnPage {
  readonly leg_id: string;
  readonly payload_id: string;
}

const NEW_ENTRY = {
  id: 'uuid',
  recorded_at: 'timestamptz',
  leg_id: 'uuid',
  order_id: 'uuid',
  as_of: 'timestamptz',
  precedence: 'smallint',
  digest: 'bytea',
  observation: 'text',
  changed: 'text',
  flags: 'text',
  payload_id: 'uuid',
} as const;

/**
 * Appends the entries that the ledger does not have yet; the same statement of one instant is one entry. Of legs that stand
 * in bytes which are kept, and have no entry that names these, it is noted that they do.
 */
export async function appendEntries(
  sql: Sql,
  entries: readonly NewEntry[],
  { payloads, shown }: { readonly payloads: readonly NewPayload[]; readonly shown: readonly LegOnPage[] },
): Promise<void> {
  if (entries.length === 0) return;
  const input = inputRows(entries, NEW_ENTRY);
  const bodies = inputRows(
    payloads,
    { id: 'uuid', body: 'bytea', is_sealed: 'boolean' },
    input.values.length + 1,
  );
  const legs = inputRows(
    shown,
    { leg_id: 'uuid', payload_id: 'uuid' },
    input.values.length + bodies.values.length + 1,
  );
  await sql.rows({
    name: 'ledger_append_entries',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      fresh AS (INSERT INTO entry_keys (leg_id, as_of, digest) SELECT leg_id, as_of, digest FROM input
                ON CONFLICT DO NOTHING RETURNING leg_id, as_of, digest),
      entry AS (SELECT DISTINCT ON (leg_id, as_of, digest) input.* FROM input JOIN fresh USING (leg_id, as_of, digest)),
      kept AS (INSERT INTO payloads (id, stored_at, body, is_sealed)
               SELECT given.id, entry.recorded_at, given.body, given.is_sealed
               FROM (SELECT * FROM ${bodies.from}) AS given
               JOIN (SELECT DISTINCT payload_id, recorded_at FROM entry) AS entry ON entry.payload_id = given.id),
      seen AS (INSERT INTO shown_legs (leg_id, payload_id, stored_at)
               SELECT given.leg_id, given.payload_id, kept.recorded_at
               FROM (SELECT * FROM ${legs.from}) AS given
               JOIN (SELECT DISTINCT payload_id, recorded_at FROM entry) AS kept USING (payload_id)
               WHERE NOT EXISTS (SELECT FROM entry
                                 WHERE entry.leg_id = given.leg_id AND entry.payload_id = given.payload_id))
      INSERT INTO ledger_entries (id, recorded_at, leg_id, order_id, as_of, precedence, digest, observation,
                                  changed, flags, payload_id)
      SELECT id, recorded_at, leg_id, order_id, as_of, precedence, digest, observation::jsonb,
             string_to_array(changed, ','), string_to_array(flags, ','), payload_id FROM entry`,
    values: [...input.values, ...bodies.values, ...legs.values],
  });
}
