import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';
import type { ChainLink } from './binding-plan.js';

/** A vendor's store id ↔ our store, for a time. */
export interface Binding extends ChainLink {
  readonly accountId: string;
  readonly vendorStoreId: string;
  readonly createdAt: Date;
  /** When it was made or last reopened. */
  readonly boundAt: Date;
  /** Whether the store's hours are reported through it. */
  readonly salesSink: boolean;
}

/** One at a time changes an account's bindings. Recording does not wait for it. */
export async function lockBindings(sql: Sql, accountId: string): Promise<void> {
  await sql.rows({ text: 'SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE', values: [accountId] });
}

/**
 * Holds the stores whose bindings change, in one order for everybody: nobody derives their hours meanwhile.
 * @returns their time zones
 */
export async function lockStores(sql: Sql, storeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; time_zone: string }>({
    text: 'SELECT id, time_zone FROM stores WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [storeIds],
  });
  return new Map(rows.map(({ id, time_zone }) => [id, time_zone]));
}

export async function storeZones(sql: Sql, storeIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; time_zone: string }>({
    text: 'SELECT id, time_zone FROM stores WHERE id = ANY($1::uuid[])',
    values: [storeIds],
  });
  return new Map(rows.map(({ id, time_zone }) => [id, time_zone]));
}

const LINK = `id, store_id AS "storeId", valid_from AS "from", valid_to AS "to"`;

/**
 * All bindings of a vendor store id, the earliest first. Under `lockBindings`.
 * @param vendorStoreId null: the account is one store
 */
export const readChain = (sql: Sql, accountId: string, vendorStoreId: string | null): Promise<ChainLink[]> =>
  sql.rows({
    text: `SELECT ${LINK} FROM store_bindings
           WHERE account_id = $1 AND CASE WHEN $2::text IS NULL THEN whole_account ELSE vendor_store_id = $2 END
           ORDER BY valid_from NULLS FIRST, id`,
    values: [accountId, vendorStoreId],
  });

export interface StoredBinding extends ChainLink {
  readonly vendorStoreId: string;
  readonly wholeAccount: boolean;
}

/** Under `lockBindings`. */
export async function readBinding(
  sql: Sql,
  accountId: string,
  id: string,
): Promise<StoredBinding | undefined> {
  const [row] = await sql.rows<StoredBinding>({
    text: `SELECT ${LINK}, vendor_store_id AS "vendorStoreId", whole_account AS "wholeAccount"
           FROM store_bindings WHERE account_id = $1 AND id = $2`,
    values: [accountId, id],
  });
  return row;
}

export async function insertBinding(sql: Sql, binding: Binding, wholeAccount: boolean): Promise<void> {
  const { id, accountId, storeId, vendorStoreId, from, createdAt } = binding;
  await sql.rows({
    tells: [hintOf('account', accountId), hintOf('store', storeId, storeId)],
    text: `INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, whole_account, valid_from,
                                       created_at, bound_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
    values: [id, accountId, storeId, vendorStoreId, wholeAccount, from, createdAt],
  });
}

export async function closeBinding(sql: Sql, id: string, to: Date): Promise<void> {
  await sql.rows({
    tells: ['account', 'store'],
    text: 'UPDATE store_bindings SET valid_to = $2 WHERE id = $1',
    values: [id, to],
  });
}

/** What an account that is one store is called may be another label now. */
export async function reopenBinding(sql: Sql, id: string, vendorStoreId: string, now: Date): Promise<void> {
  await sql.rows({
    tells: ['account', 'store'],
    text: 'UPDATE store_bindings SET valid_to = NULL, vendor_store_id = $2, bound_at = $3 WHERE id = $1',
    values: [id, vendorStoreId, now],
  });
}

const WITH_SINK = { salesSink: { select: { storeId: true } } } as const;

/** All of the account's, those that have ended too. */
export async function listBindings(
  { prisma }: Database,
  accountId: string,
  { limit, after }: Slice,
): Promise<Binding[]> {
  const rows = await prisma.storeBinding.findMany({
    where: { accountId, ...(after === undefined ? {} : { id: { gt: after } }) },
    include: WITH_SINK,
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(({ salesSink, validFrom, validTo, wholeAccount: _whole, ...row }) => ({
    ...row,
    from: validFrom,
    to: validTo,
    salesSink: salesSink !== null,
  }));
}

export async function findBinding(sql: Sql, id: string): Promise<Binding | undefined> {
  const [row] = await sql.rows<Binding>({
    text: `SELECT ${LINK}, account_id AS "accountId", vendor_store_id AS "vendorStoreId", created_at AS "createdAt",
             bound_at AS "boundAt", EXISTS (SELECT FROM sales_sinks WHERE binding_id = store_bindings.id) AS "salesSink"
           FROM store_bindings WHERE id = $1`,
    values: [id],
  });
  return row;
}
