import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** A leg, and a marker that belongs to it. */
export interface ShownMarker {
  readonly leg_id: string;
  readonly marker: string;
  /** Whether the vendor's order itself carries it; else a receipt says so, which changes nothing that is known. */
  readonly is_seen: boolean;
}

/**
 * Keeps with legs the markers that they carry: those that we wrote, at whatever account.
 * @returns what each of the legs carries now, by leg; none where it is no marker of ours
 */
export async function keepMarkers(sql: Sql, shown: readonly ShownMarker[]): Promise<Map<string, string>> {
  if (shown.length === 0) return new Map();
  const input = inputRows(lastOfEach(shown), { leg_id: 'uuid', marker: 'text', is_seen: 'boolean' });
  const rows = await sql.rows<{ id: string; marker: string | null }>({
    name: 'ledger_keep_markers',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      kept AS (
        UPDATE legs SET marker = input.marker FROM input
        WHERE legs.id = input.leg_id AND legs.marker IS DISTINCT FROM input.marker
          AND (legs.marker IS NULL OR input.is_seen)
          AND EXISTS (SELECT FROM leg_markers m WHERE m.account_id = legs.account_id AND m.marker = input.marker)
        RETURNING legs.id, legs.marker)
      SELECT legs.id, coalesce(kept.marker, legs.marker) AS marker
      FROM legs JOIN input ON input.leg_id = legs.id LEFT JOIN kept ON kept.id = legs.id`,
    values: input.values,
  });
  return new Map(rows.flatMap(({ id, marker }) => (marker === null ? [] : [[id, marker]])));
}

/** What was written into an order is not known any more; where its vendor shows it, it is kept again. */
export async function forgetMarker(sql: Sql, legId: string): Promise<void> {
  await sql.rows({
    name: 'ledger_forget_marker',
    text: 'UPDATE legs SET marker = NULL WHERE id = $1',
    values: [legId],
  });
}

/** What is seen goes before what a receipt says. */
const lastOfEach = (shown: readonly ShownMarker[]): ShownMarker[] => {
  const byLeg = new Map<string, ShownMarker>();
  for (const one of shown)
    if (one.is_seen || byLeg.get(one.leg_id)?.is_seen !== true) byLeg.set(one.leg_id, one);
  return [...byLeg.values()];
};
