import type { Sql } from '#database/sql.js';
import type { ChainHead } from '../chain/chain-text.js';

/** The tables whose months are dropped together. */
const PARENTS = ['audit_entries', 'audit_reasons', 'audit_seals'] as const;

/** The first instant, in UTC, of the oldest month that is kept and was not begun to be dropped. */
export async function oldestMonth(sql: Sql): Promise<Date | undefined> {
  const [row] = await sql.rows<{ month: Date | null }>({
    name: 'audit_oldest_month',
    // The planner may look at the name of any table first: only one of ours is read as a month.
    text: `SELECT min(month) AS month FROM (
             SELECT CASE WHEN c.relname ~ '^audit_entries_\\d{4}_\\d{2}$'
               THEN to_timestamp(right(c.relname, 7) || '_01', 'YYYY_MM_DD') END AS month
             FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'public.audit_entries'::regclass) months
           WHERE month NOT IN (SELECT d.month FROM audit_dropped_months d)`,
  });
  return row?.month ?? undefined;
}

/** The last seal of a month and of whatever was before it; undefined where something of it has no seal yet. */
export async function lastSealBefore(sql: Sql, end: Date): Promise<ChainHead | undefined> {
  const [row] = await sql.rows<{ seq: string; hash: string; waiting: boolean }>({
    name: 'audit_last_seal_before',
    text: `WITH ends AS (
             SELECT s.seq, encode(s.hash, 'hex') AS hash FROM audit_seals s WHERE s.sealed_at < $1
             UNION ALL SELECT last_seq, encode(last_hash, 'hex') FROM audit_dropped_months
             UNION ALL SELECT 0, repeat('00', 32) ORDER BY seq DESC LIMIT 1)
           SELECT seq, hash, EXISTS (SELECT FROM audit_unsealed WHERE at < $1) AS waiting FROM ends`,
    values: [end],
  });
  return row === undefined || row.waiting ? undefined : { seq: BigInt(row.seq), hash: row.hash };
}

/** From now on nobody expects its rows and seals. */
export async function noteDropped(sql: Sql, month: Date, last: ChainHead, at: Date): Promise<void> {
  await sql.rows({
    name: 'audit_note_dropped',
    text: `INSERT INTO audit_dropped_months (month, last_seq, last_hash, dropped_at) VALUES ($1, $2, decode($3, 'hex'), $4)`,
    values: [month, last.seq, last.hash, at],
  });
}

export interface Part {
  readonly parent: string;
  readonly name: string;
  readonly isAttached: boolean;
  /** A detaching that broke off. */
  readonly isPending: boolean;
}

/**
 * What is still there of months that are noted as dropped. None that is younger than half a year is believed to be: whoever
 * can only write would have the hub itself take it away.
 */
export const partsOfDropped = (sql: Sql): Promise<Part[]> =>
  sql.rows({
    name: 'audit_parts_of_dropped',
    text: `SELECT p.parent, c.relname AS name, i.inhparent IS NOT NULL AS "isAttached", coalesce(i.inhdetachpending, false) AS "isPending"
           FROM audit_dropped_months d CROSS JOIN unnest($1::text[]) AS p(parent)
             JOIN pg_class c ON c.relname = p.parent || '_' || to_char(d.month AT TIME ZONE 'UTC', 'YYYY_MM')
               AND c.relnamespace = 'partitions'::regnamespace
             LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
           WHERE d.month + INTERVAL '7 months' <= clock_timestamp()
           ORDER BY c.relname`,
    values: [PARENTS],
  });

/** Nobody who writes or reads the other months waits for it. Outside of a transaction. */
export async function detachPart(sql: Sql, { parent, name, isPending }: Part): Promise<void> {
  const how = isPending ? 'FINALIZE' : 'CONCURRENTLY';
  await sql.rows({ text: `ALTER TABLE public.${parent} DETACH PARTITION partitions.${name} ${how}` });
}

export const dropPart = async (sql: Sql, { name }: Part): Promise<void> => {
  await sql.rows({ text: `DROP TABLE partitions.${name}` });
};
