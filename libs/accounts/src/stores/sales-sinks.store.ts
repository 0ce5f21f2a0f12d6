import type { Sql } from '#database/sql.js';

export interface NewSalesSink {
  readonly bindingId: string;
  readonly storeId: string;
  readonly accountId: string;
  /** Hours that begin at or after it are reported through this binding. */
  readonly startsAt: Date;
}

/**
 * From `startsAt` on the store's hours are reported through this binding; whichever has ended later ends there.
 * Under the store's lock.
 * @returns false while they are reported through another one that is open
 */
export async function openSalesSink(
  sql: Sql,
  { bindingId, storeId, accountId, startsAt }: NewSalesSink,
): Promise<boolean> {
  await sql.rows({
    text: `UPDATE sales_sinks SET ends_at = greatest(starts_at, $2) WHERE store_id = $1 AND ends_at > $2`,
    values: [storeId, startsAt],
  });
  const rows = await sql.rows({
    text: `INSERT INTO sales_sinks (binding_id, store_id, account_id, starts_at, reported_through)
           VALUES ($1, $2, $3, $4, $4) ON CONFLICT (store_id) WHERE ends_at IS NULL DO NOTHING RETURNING binding_id`,
    values: [bindingId, storeId, accountId, startsAt],
  });
  return rows.length > 0;
}

/** Hours that begin before `to` are still derived and reported. Does nothing where the binding is no sink. */
export async function endSalesSink(sql: Sql, bindingId: string, to: Date): Promise<void> {
  await sql.rows({
    text: `UPDATE sales_sinks SET ends_at = greatest(starts_at, $2)
           WHERE binding_id = $1 AND (ends_at IS NULL OR ends_at > $2)`,
    values: [bindingId, to],
  });
}

/**
 * Deriving goes on from where it was, but for the time in which the hours were reported through another one; one
 * that was removed before it began had no time.
 * Under the store's lock.
 * @returns false while they are reported through another one that is open
 */
export async function reopenSalesSink(sql: Sql, bindingId: string): Promise<boolean> {
  const rows = await sql.rows({
    text: `WITH others AS (
             SELECT max(other.ends_at) AS ended_at, coalesce(bool_or(other.ends_at IS NULL), false) AS open
             FROM sales_sinks own JOIN sales_sinks other USING (store_id)
             WHERE own.binding_id = $1 AND other.binding_id <> $1
               AND (other.ends_at IS NULL OR other.ends_at > other.starts_at))
           UPDATE sales_sinks k SET ends_at = NULL, starts_at = greatest(k.starts_at, others.ended_at),
             reported_through = greatest(k.reported_through, others.ended_at)
           FROM others WHERE k.binding_id = $1 AND NOT others.open RETURNING k.binding_id`,
    values: [bindingId],
  });
  return rows.length > 0;
}
