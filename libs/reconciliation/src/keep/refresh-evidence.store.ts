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
    text: `UPDATE discrepancies d SET evidence = input.evidence::jsonb, updated_at = $1 FROM ${input.from}
           WHERE d.subject = input.subject AND d.rule = input.rule AND d.key = input.key AND d.state <> 'closed'
             AND d.fingerprint = input.fingerprint AND d.evidence <> input.evidence::jsonb`,
    values: [now, ...input.values],
  });
}
