import type { Sql } from '#database/sql.js';
import { ENTRY_COLUMNS } from '../entry-columns.mapping.js';
import type { AuditEntry } from '../audit-entry.js';
import { type ChainStart, type CheckedSeal, WHOLE_CHAIN } from './chain-check.js';

interface DbSeal {
  readonly seq: string;
  readonly sealedAt: Date;
  readonly sealedEntryId: string;
  readonly entryAt: Date;
  readonly entryHash: string;
  readonly hash: string;
  readonly id: string | null;
}

/** Seals after a number, in their order, each with its row. */
export async function readSeals(sql: Sql, after: bigint, limit: number): Promise<CheckedSeal[]> {
  const rows = await sql.rows<DbSeal & AuditEntry>({
    name: 'audit_read_seals',
    text: `SELECT s.seq, s.sealed_at AS "sealedAt", s.entry_id AS "sealedEntryId", s.entry_at AS "entryAt",
             encode(s.entry_hash, 'hex') AS "entryHash", encode(s.hash, 'hex') AS hash, ${ENTRY_COLUMNS}
           FROM audit_seals s LEFT JOIN audit_entries e ON e.at = s.entry_at AND e.id = s.entry_id
           WHERE s.seq > $1 ORDER BY s.seq LIMIT $2`,
    values: [after, limit],
  });
  return rows.map(({ seq, sealedAt, sealedEntryId, entryAt, entryHash, hash, ...entry }) => ({
    ...{ seq: BigInt(seq), sealedAt, entryId: sealedEntryId, entryAt, entryHash, hash },
    entry: (entry.id as string | null) === null ? null : entry,
  }));
}

/** Where the chain begins that is kept. */
export async function readStart(sql: Sql): Promise<ChainStart> {
  const [row] = await sql.rows<{ seq: string; hash: string; keptSince: Date }>({
    name: 'audit_start',
    text: `SELECT last_seq AS seq, encode(last_hash, 'hex') AS hash, month + INTERVAL '1 month' AS "keptSince"
           FROM audit_dropped_months ORDER BY month DESC LIMIT 1`,
  });
  return row === undefined ? WHOLE_CHAIN : { ...row, seq: BigInt(row.seq) };
}

/** Rows that neither are sealed nor wait for it. */
export const strayEntries = (sql: Sql, since: Date, limit: number): Promise<{ id: string }[]> =>
  sql.rows({
    name: 'audit_strays',
    text: `SELECT e.id FROM audit_entries e WHERE e.at >= $1
             AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = e.id)
             AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.at = e.at AND u.entry_id = e.id)
           ORDER BY e.at, e.id LIMIT $2`,
    values: [since, limit],
  });

/** Rows whose reason is another one (`isGone` false), or is gone without an act that says so. */
export const wrongReasons = (
  sql: Sql,
  since: Date,
  limit: number,
): Promise<{ id: string; isGone: boolean }[]> =>
  sql.rows({
    name: 'audit_wrong_reasons',
    text: `SELECT e.id, r.entry_id IS NULL AS "isGone"
           FROM audit_entries e LEFT JOIN audit_reasons r ON r.at = e.at AND r.entry_id = e.id
           WHERE e.at >= $1 AND e.reason_digest IS NOT NULL
             AND (r.entry_id IS NOT NULL AND sha256(r.nonce || convert_to(r.text, 'UTF8')) <> e.reason_digest
               OR r.entry_id IS NULL AND NOT EXISTS (
                 SELECT FROM audit_entries x WHERE x.act = 'audit.reason_erased' AND x.subject_id = e.id::text))
           ORDER BY e.at, e.id LIMIT $2`,
    values: [since, limit],
  });

/** The month up to which everything counts as dropped, where no act says so, or none may: none goes within half a year. */
export async function untoldDrop(sql: Sql): Promise<string | undefined> {
  const [row] = await sql.rows<{ month: string }>({
    name: 'audit_untold_drop',
    text: `SELECT to_char(d.month AT TIME ZONE 'UTC', 'YYYY-MM') AS month
           FROM (SELECT * FROM audit_dropped_months ORDER BY month DESC LIMIT 1) d
           WHERE NOT (d.month + INTERVAL '7 months' <= clock_timestamp()) OR NOT EXISTS (
             SELECT FROM audit_entries e WHERE e.act = 'audit.month_dropped'
             AND e.subject_id = to_char(d.month AT TIME ZONE 'UTC', 'YYYY-MM')
             AND e.after->>'lastSeq' = d.last_seq::text AND e.after->>'lastHash' = encode(d.last_hash, 'hex'))`,
  });
  return row?.month;
}
