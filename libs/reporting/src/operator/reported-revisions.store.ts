import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { DbFigures } from '../figures/hours.store.js';

/** What a submission reports. */
export interface ReportedRevision extends DbFigures {
  readonly id: string;
  readonly hour_end: Date;
}

/** The revisions of these submissions by id, each found in the partition of its time. */
export async function reportedRevisions(
  sql: Sql,
  submissions: readonly { readonly revisionId: string; readonly revisionAt: Date }[],
): Promise<Map<string, ReportedRevision>> {
  if (submissions.length === 0) return new Map();
  const input = inputRows(
    submissions.map(({ revisionId, revisionAt }) => ({ id: revisionId, derived_at: revisionAt })),
    { id: 'uuid', derived_at: 'timestamptz' },
  );
  const rows = await sql.rows<ReportedRevision>({
    name: 'reporting_reported_revisions',
    text: `SELECT r.id, r.hour_end, r.total_fen, r.orders, r.items, r.lines
           FROM ${input.from} JOIN hourly_revisions r USING (derived_at, id)`,
    values: input.values,
  });
  return new Map(rows.map((row) => [row.id, row]));
}
