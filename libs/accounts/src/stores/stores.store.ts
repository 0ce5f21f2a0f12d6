import type { Database } from '#database/database.js';
import type { Store as DbStore } from '#database/generated/client.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';

export interface Store {
  readonly id: string;
  /** The chain's own code; storefront documents name the store by it. */
  readonly code: string;
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Store-local HH:MM. */
  readonly businessDayStart: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const fromDbStore = (row: DbStore): Store => row;

/**
 * The code of a store that differs from this one by case at most. Until the transaction ends, nobody else makes one:
 * orders that write it in yet another case could be of either.
 */
export async function similarCode(sql: Sql, code: string): Promise<string | undefined> {
  await sql.rows({
    text: `SELECT pg_advisory_xact_lock(hashtextextended('stores.code ' || lower($1), 0))`,
    values: [code],
  });
  const [similar] = await sql.rows<{ code: string }>({
    text: 'SELECT code FROM stores WHERE lower(code) = lower($1) ORDER BY code <> $1 LIMIT 1',
    values: [code],
  });
  return similar?.code;
}

/** Its code is free: see {@link similarCode}. */
export async function insertStore(sql: Sql, store: Store): Promise<void> {
  await sql.rows({
    tells: [hintOf('store', store.id, store.id)],
    text: `INSERT INTO stores (id, code, name, time_zone, business_day_start, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $6)`,
    values: [store.id, store.code, store.name, store.timeZone, store.businessDayStart, store.createdAt],
  });
}

/** Two changes of one store come one after the other. */
export async function lockStoreToChange(sql: Sql, id: string): Promise<Store | undefined> {
  const [row] = await sql.rows<Store>({
    text: `SELECT id, code, name, time_zone AS "timeZone", business_day_start AS "businessDayStart",
             created_at AS "createdAt", updated_at AS "updatedAt"
           FROM stores WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return row;
}

export async function updateStore(sql: Sql, store: Store): Promise<void> {
  await sql.rows({
    tells: [hintOf('store', store.id, store.id)],
    text: 'UPDATE stores SET name = $2, business_day_start = $3, updated_at = $4 WHERE id = $1',
    values: [store.id, store.name, store.businessDayStart, store.updatedAt],
  });
}

/** @param scope others are not there */
export async function findStore(
  { prisma }: Database,
  id: string,
  scope: StoreScope,
): Promise<Store | undefined> {
  const row = await prisma.store.findUnique({ where: { id, ...(scope !== null && { AND: within(scope) }) } });
  return row ? fromDbStore(row) : undefined;
}

const within = (scope: readonly string[]) => ({ id: { in: [...scope] } });

/** @param scope others are not there */
export async function listStores(
  { prisma }: Database,
  { limit, after }: Slice,
  scope: StoreScope,
): Promise<Store[]> {
  const rows = await prisma.store.findMany({
    where: {
      ...(after === undefined ? {} : { id: { gt: after } }),
      ...(scope !== null && { AND: within(scope) }),
    },
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(fromDbStore);
}
