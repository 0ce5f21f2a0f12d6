import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import type { Difference } from '../compare/difference.js';

export type FoundAgain = Pick<Difference, 'rule' | 'key' | 'evidence' | 'fingerprint'> & {
  readonly subject: string;
};

const FOUND = { subject: 'text', rule: 'text', key: 'text', evidence: 'text', fingerprint: 'text' } as const;

/** What is told beside the evidence of discrepancies that are the same as before; nothing has happened to them. */
export async function refreshEvidence(sql: Sql, found: readonly FoundAgain[], now: Date): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map((one) => ({ ...one, evidence: jsonText(one.evidence) }));
  const input = inputRows(rows, FOUND, 2);
  await sql.rows({
    name: 'reconciliation_refresh_evidence',
    tells: ['discrepancy'],
    // Held in the order in which everybody holds them.
    text: `WITH held AS (
             SELECT d.id, input.evidence::jsonb AS evidence FROM discrepancies d JOIN ${input.from} USING (subject, rule, key)
             WHERE d.state <> 'closed' AND d.fingerprint = input.fingerprint AND d.evidence <> input.evidence::jsonb
             ORDER BY d.id FOR NO KEY UPDATE OF d)
           UPDATE discrepancies d SET evidence = held.evidence, updated_at = $1 FROM held WHERE d.id = held.id`,
    values: [now, ...input.values],
  });
}
