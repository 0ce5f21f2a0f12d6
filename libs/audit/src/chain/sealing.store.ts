import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { AuditEntry } from '../audit-entry.js';
import { ENTRY_COLUMNS } from '../entry-columns.mapping.js';
import type { ChainHead } from './chain-text.js';

export interface StandingHead extends ChainHead {
  readonly sealedAt: Date;
}

export interface Seal {
  readonly seq: bigint;
  readonly sealedAt: Date;
  readonly entryId: string;
  readonly entryAt: Date;
  readonly entryHash: string;
  readonly hash: string;
}

interface DbHead {
  readonly seq: string;
  readonly hash: string;
  readonly sealedAt: Date;
}

const fromDbHead = (row: DbHead | undefined): StandingHead => {
  if (row === undefined) throw new Error('the audit has no chain: its row of audit_chain is gone');
  return { ...row, seq: BigInt(row.seq) };
};

const HEAD = `SELECT seq, encode(hash, 'hex') AS hash, sealed_at AS "sealedAt" FROM audit_chain WHERE id = 1`;

/** Held until the transaction ends: one hub seals at a time. */
export async function lockHead(sql: Sql): Promise<StandingHead> {
  const [row] = await sql.rows<DbHead>({ name: 'audit_lock_head', text: `${HEAD} FOR UPDATE` });
  return fromDbHead(row);
}

export async function readHead(sql: Sql): Promise<StandingHead> {
  const [row] = await sql.rows<DbHead>({ name: 'audit_head', text: HEAD });
  return fromDbHead(row);
}

/** Rows that are committed and have no seal, by their time; whichever they are, none is passed over for a later one. */
export const unsealedEntries = (sql: Sql, limit: number): Promise<AuditEntry[]> =>
  sql.rows({
    name: 'audit_unsealed',
    text: `SELECT ${ENTRY_COLUMNS}
           FROM audit_unsealed u JOIN audit_entries e ON e.at = u.at AND e.id = u.entry_id
           ORDER BY u.at, u.entry_id LIMIT $1`,
    values: [limit],
  });

const SEAL = {
  seq: 'bigint',
  sealed_at: 'timestamptz',
  entry_id: 'uuid',
  entry_at: 'timestamptz',
  entry_hash: 'text',
  hash: 'text',
} as const;

/** Writes the seals, takes their rows off those that wait, and moves the head. */
export async function writeSeals(sql: Sql, seals: readonly Seal[]): Promise<void> {
  const head = seals.at(-1);
  if (head === undefined) return;
  const rows = seals.map((seal) => ({
    seq: seal.seq,
    sealed_at: seal.sealedAt,
    entry_id: seal.entryId,
    entry_at: seal.entryAt,
    entry_hash: seal.entryHash,
    hash: seal.hash,
  }));
  const input = inputRows(rows, SEAL);
  await sql.rows({
    name: 'audit_write_seals',
    text: `INSERT INTO audit_seals (seq, sealed_at, entry_id, entry_at, entry_hash, hash)
           SELECT seq, sealed_at, entry_id, entry_at, decode(entry_hash, 'hex'), decode(hash, 'hex') FROM ${input.from}`,
    values: input.values,
  });
  const sealed = inputRows(rows, { entry_at: 'timestamptz', entry_id: 'uuid' });
  await sql.rows({
    name: 'audit_now_sealed',
    text: `DELETE FROM audit_unsealed u USING ${sealed.from} WHERE u.at = entry_at AND u.entry_id = input.entry_id`,
    values: sealed.values,
  });
  await sql.rows({
    name: 'audit_move_head',
    text: `UPDATE audit_chain SET seq = $1, hash = decode($2, 'hex'), sealed_at = $3 WHERE id = 1`,
    values: [head.seq, head.hash, head.sealedAt],
  });
}

/** Since when the oldest row waits that has waited since before then. */
export async function overdueSeal(sql: Sql, before: Date): Promise<Date | undefined> {
  const [row] = await sql.rows<{ since: Date }>({
    name: 'audit_overdue',
    text: 'SELECT at AS since FROM audit_unsealed WHERE at < $1 ORDER BY at LIMIT 1',
    values: [before],
  });
  return row?.since;
}

export interface SealStanding {
  readonly head: ChainHead;
  readonly waiting: number;
  /** For how long the oldest has waited; 0: none waits. */
  readonly oldestSeconds: number;
}

export async function readSealStanding(sql: Sql): Promise<SealStanding> {
  const [row] = await sql.rows<{ waiting: number; oldestSeconds: number }>({
    name: 'audit_standing',
    text: `SELECT count(*)::int AS waiting,
             greatest(coalesce(extract(epoch FROM now() - min(at)), 0), 0)::float8 AS "oldestSeconds" FROM audit_unsealed`,
  });
  const { seq, hash } = await readHead(sql);
  return { head: { seq, hash }, waiting: row?.waiting ?? 0, oldestSeconds: row?.oldestSeconds ?? 0 };
}
