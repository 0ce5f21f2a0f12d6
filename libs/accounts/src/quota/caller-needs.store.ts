import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** Kept only where it has changed. @param listingsPerHour by the key of the caller */
export async function storeNeeds(sql: Sql, listingsPerHour: ReadonlyMap<string, number>): Promise<void> {
  const input = inputRows(
    [...listingsPerHour].sort().map(([key, listings]) => ({ key, listings })),
    { key: 'text', listings: 'float8' },
  );
  await sql.rows({
    name: 'accounts_store_needs',
    text: `INSERT INTO caller_needs AS n (key, listings_per_hour) SELECT key, listings FROM ${input.from}
           ON CONFLICT (key) DO UPDATE SET listings_per_hour = excluded.listings_per_hour
           WHERE n.listings_per_hour <> excluded.listings_per_hour`,
    values: input.values,
  });
}
