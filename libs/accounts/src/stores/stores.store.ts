import type { Database } from '#database/database.js';
import type { Store as DbStore } from '#database/generated/client.js';
import type { Sql } from '#database/sql.js';
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

export type StoreUpdate = Partial<Pick<Store, 'name' | 'businessDayStart'>> & Pick<Store, 'updatedAt'>;

/** @returns undefined when there is no such store */
export async function updateStore(
  database: Database,
  id: string,
  data: StoreUpdate,
): Promise<Store | undefined> {
  const [row] = await database.prisma.store.updateManyAndReturn({ where: { id }, data });
  if (row !== undefined) database.hint(hintOf('store', id, id));
  return row ? fromDbStore(row) : undefined;
}

export async function findStore({ prisma }: Database, id: string): Promise<Store | undefined> {
  const row = await prisma.store.findUnique({ where: { id } });
  return row ? fromDbStore(row) : undefined;
}

export async function listStores({ prisma }: Database, { limit, after }: Slice): Promise<Store[]> {
  const rows = await prisma.store.findMany({
    ...(after === undefined ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(fromDbStore);
}
