import type { MonthSpan } from '#database/retained.js';
import type { Sql } from '#database/sql.js';
import { monthOf } from './month-time.js';

/**
 * attached: part of its table · pending: on its way out of it · detached: a table by itself · dropped: gone, and that is
 * not written down yet.
 */
export type MonthState = 'attached' | 'pending' | 'detached' | 'dropped';

export interface FoundMonth extends MonthSpan {
  readonly name: string;
  readonly table: string;
  readonly state: MonthState;
  /** The hub has begun to let it go. */
  readonly isLeaving: boolean;
  /** About so many, as PostgreSQL estimated when it last looked. */
  readonly rows: number;
  readonly bytes: number;
}

interface MonthRow {
  readonly name: string;
  readonly state: MonthState;
  readonly is_leaving: boolean;
  readonly rows: string;
  readonly bytes: string;
}

/** By the catalog, and what the hub has begun. Where somebody else has taken a month out, it is that one's. */
const MONTHS = `
  SELECT coalesce(c.relname, leaving.name) AS name, leaving.name IS NOT NULL AS is_leaving,
    CASE WHEN c.oid IS NULL THEN 'dropped' WHEN i.inhrelid IS NULL THEN 'detached'
      WHEN i.inhdetachpending THEN 'pending' ELSE 'attached' END AS state,
    greatest(coalesce(c.reltuples, leaving.rows), 0)::bigint AS rows,
    coalesce(pg_total_relation_size(c.oid), leaving.bytes) AS bytes
  FROM (SELECT * FROM pg_class WHERE relnamespace = 'partitions'::regnamespace AND relkind = 'r'
          AND relname ~ ('^(' || array_to_string($1::text[], '|') || ')_[0-9]{4}_[0-9]{2}$')) c
  LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
  FULL JOIN (SELECT * FROM retention_months WHERE dropped_at IS NULL AND parent = ANY($1::text[])) leaving
    ON leaving.name = c.relname
  WHERE leaving.name IS NOT NULL OR (i.inhrelid IS NOT NULL AND NOT i.inhdetachpending)
  ORDER BY 1`;

/** Every month of these tables, the oldest of each first. */
export async function readMonths(sql: Sql, tables: readonly string[]): Promise<FoundMonth[]> {
  const rows = await sql.rows<MonthRow>({ text: MONTHS, values: [tables] });
  return rows.flatMap((row) => {
    const month = monthOf(row.name);
    const { name, state, is_leaving: isLeaving } = row;
    return month === undefined
      ? []
      : [{ ...month, name, state, isLeaving, rows: Number(row.rows), bytes: Number(row.bytes) }];
  });
}
