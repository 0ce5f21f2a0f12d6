import type { Sql } from '#database/sql.js';
import type { FoundMonth } from './months.query.js';

/** Before the first step: from now on the hub is on it, whoever goes on. */
export async function noteLeaving(sql: Sql, month: FoundMonth, now: Date): Promise<void> {
  await sql.rows({
    text: `INSERT INTO retention_months (name, parent, from_at, rows, bytes, begun_at) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, bytes = excluded.bytes, begun_at = excluded.begun_at,
             dropped_at = NULL`,
    values: [month.name, month.table, month.from, month.rows, month.bytes, now],
  });
}

export async function noteDropped(sql: Sql, name: string, now: Date): Promise<void> {
  await sql.rows({
    text: 'UPDATE retention_months SET dropped_at = $2 WHERE name = $1',
    values: [name, now],
  });
}

/** It stays after all. */
export async function forgetLeaving(sql: Sql, name: string): Promise<void> {
  await sql.rows({ text: 'DELETE FROM retention_months WHERE name = $1', values: [name] });
}
