import type { RetainedMonths } from '#database/retained.js';
import type { Sql } from '#database/sql.js';
import type { RetentionHold } from '#domain/retention.js';

/** What holds a month, and how much of it there is. */
export interface FoundHold {
  readonly code: RetentionHold;
  readonly rows: number;
  readonly oldestAt: Date;
}

/** Looks into the month's own table, whether or not it is part of another. @param name of a month of theirs */
export async function readHolds(sql: Sql, months: RetainedMonths, name: string): Promise<FoundHold[]> {
  const found: FoundHold[] = [];
  for (const { code, where } of months.holds) {
    const [row] = await sql.rows<{ rows: number; oldest: Date | null }>({
      text: `SELECT count(*)::int AS rows, min(t.${months.time}) AS oldest FROM partitions."${name}" t WHERE ${where}`,
    });
    if (row !== undefined && row.oldest !== null) found.push({ code, rows: row.rows, oldestAt: row.oldest });
  }
  return found;
}

/** The time of the oldest row of a month, or of a whole table; null where there is none. */
export async function oldestOf(sql: Sql, { table, time }: RetainedMonths): Promise<Date | null> {
  const [row] = await sql.rows<{ oldest: Date | null }>({
    text: `SELECT ${time} AS oldest FROM ${table} ORDER BY ${time} LIMIT 1`,
  });
  return row?.oldest ?? null;
}
