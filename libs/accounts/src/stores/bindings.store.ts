import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Slice } from '../slice.js';

/** A vendor's store id ↔ our store. */
export interface Binding {
  readonly id: string;
  readonly accountId: string;
  readonly storeId: string;
  readonly vendorStoreId: string;
  readonly createdAt: Date;
  /** Whether the store's hours are reported through it. */
  readonly salesSink: boolean;
}

/** Locks the store against removal until the transaction ends. */
export async function storeExists(sql: Sql, storeId: string): Promise<boolean> {
  const rows = await sql.rows({
    text: 'SELECT id FROM stores WHERE id = $1 FOR KEY SHARE',
    values: [storeId],
  });
  return rows.length > 0;
}

/** @returns false when the account has bound that vendor store id already */
export async function insertBinding(sql: Sql, binding: Binding): Promise<boolean> {
  const { id, accountId, storeId, vendorStoreId, createdAt } = binding;
  const rows = await sql.rows({
    text: `INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, vendor_store_id) DO NOTHING RETURNING id`,
    values: [id, accountId, storeId, vendorStoreId, createdAt],
  });
  return rows.length > 0;
}

/**
 * From here on the store's hours are reported: nothing that begins before the binding is.
 * @returns false when the store has a sales sink already
 */
export async function insertSalesSink(
  sql: Sql,
  { id, accountId, storeId, createdAt }: Binding,
): Promise<boolean> {
  const rows = await sql.rows({
    text: `INSERT INTO sales_sinks (store_id, binding_id, account_id, bound_at, reported_through)
           VALUES ($1, $2, $3, $4, $4) ON CONFLICT (store_id) DO NOTHING RETURNING store_id`,
    values: [storeId, id, accountId, createdAt],
  });
  return rows.length > 0;
}

/** With it goes its sales sink. @returns false when the account has no such binding */
export async function deleteBinding(sql: Sql, accountId: string, id: string): Promise<boolean> {
  const rows = await sql.rows({
    text: 'DELETE FROM store_bindings WHERE account_id = $1 AND id = $2 RETURNING id',
    values: [accountId, id],
  });
  return rows.length > 0;
}

export async function listBindings(
  { prisma }: Database,
  accountId: string,
  { limit, after }: Slice,
): Promise<Binding[]> {
  const rows = await prisma.storeBinding.findMany({
    where: { accountId, ...(after === undefined ? {} : { id: { gt: after } }) },
    include: { salesSink: { select: { storeId: true } } },
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map((row) => ({ ...row, salesSink: row.salesSink !== null }));
}
