import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { LinkSide } from '#domain/link-contradiction.js';
import { resolvedStore } from './legs.store.js';

/** What legs say that may speak against their being one order, as it is recorded by now. */
export async function linkSides(sql: Sql, legIds: readonly string[]): Promise<Map<string, LinkSide>> {
  if (legIds.length === 0) return new Map();
  const rows = await sql.rows<{
    id: string;
    storeId: string | null;
    saleFen: string | null;
    totalFen: string | null;
    placedAt: Date | null;
  }>({
    name: 'ledger_link_sides',
    text: `SELECT id, store_id AS "storeId", state #>> '{amounts,value,saleFen}' AS "saleFen",
             state #>> '{amounts,value,totalFen}' AS "totalFen",
             (state #>> '{placement,value,placedAt}')::timestamptz AS "placedAt"
           FROM legs WHERE id = ANY($1::uuid[])`,
    values: [legIds],
  });
  return new Map(
    rows.map(({ id, saleFen, totalFen, ...side }) => [
      id,
      { ...side, saleFen: fenOf(saleFen), totalFen: fenOf(totalFen) },
    ]),
  );
}

const fenOf = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

/** A statement that is not recorded yet, by its place in the batch. */
export interface StatedPlace {
  readonly id: number;
  readonly account_id: string;
  readonly own_store_ids: boolean;
  readonly vendor_store_id: string | null;
  readonly order_at: Date;
}

/** The stores that these statements' legs will belong to, by place in the batch. */
export async function storesOfStated(
  sql: Sql,
  stated: readonly StatedPlace[],
): Promise<Map<number, string | null>> {
  if (stated.length === 0) return new Map();
  const types = {
    id: 'int',
    account_id: 'uuid',
    own_store_ids: 'boolean',
    vendor_store_id: 'text',
    order_at: 'timestamptz',
  } as const;
  const input = inputRows(stated, types);
  const rows = await sql.rows<{ id: number; store_id: string | null }>({
    name: 'ledger_stores_of_stated',
    text: resolvedStore(`(SELECT * FROM ${input.from}) AS legs`),
    values: input.values,
  });
  return new Map(rows.map(({ id, store_id }) => [id, store_id]));
}
