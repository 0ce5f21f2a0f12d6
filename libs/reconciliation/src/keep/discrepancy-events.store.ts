import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';

/** What happened to a discrepancy. */
export interface DiscrepancyEvent {
  readonly id: string;
  readonly discrepancyId: string;
  readonly kind: 'opened' | 'reopened' | 'updated' | 'closed';
  readonly detail: unknown;
}

export async function addEvents(sql: Sql, events: readonly DiscrepancyEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ id, discrepancyId, kind, detail }) => ({
    id,
    discrepancy_id: discrepancyId,
    kind,
    detail: jsonText(detail),
  }));
  const input = inputRows(rows, { id: 'uuid', discrepancy_id: 'uuid', kind: 'text', detail: 'text' }, 2);
  await sql.rows({
    name: 'reconciliation_add_events',
    text: `INSERT INTO discrepancy_events (id, discrepancy_id, at, kind, detail)
           SELECT input.id, input.discrepancy_id, $1, input.kind, input.detail::jsonb
           FROM ${input.from} JOIN discrepancies d ON d.id = input.discrepancy_id`,
    values: [now, ...input.values],
  });
}
