import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Flag } from '#domain/flag.js';
import type { SellRank } from '#domain/order.js';
import { isErased } from './erasure/erased-legs.store.js';
import { ledgerFlags } from './order-flags.store.js';
import { standingCorrections } from './corrections/corrections.store.js';
import type { LegOpenedBy } from './recording.js';

export interface NewLeg {
  readonly leg_id: string;
  readonly order_id: string;
  readonly account_id: string;
  readonly connector: string;
  readonly vendor_no: string;
  /** The number as the vendor writes it, where that is another. */
  readonly order_no: string | null;
  readonly sell_rank: SellRank;
  readonly own_store_ids: boolean;
  readonly opened_by: LegOpenedBy;
  /** Why it belongs to an order that is there already; null gives it an order of its own. */
  readonly evidence: string | null;
  /** The number that its documents carry, where another leg has that. */
  readonly document_no: string | null;
}

const NEW_LEG = {
  leg_id: 'uuid',
  order_id: 'uuid',
  account_id: 'uuid',
  connector: 'text',
  vendor_no: 'text',
  order_no: 'text',
  sell_rank: 'smallint',
  own_store_ids: 'boolean',
  opened_by: 'text',
  evidence: 'text',
  document_no: 'text',
} as const;

/** Gives each leg that is seen for the first time its row, its order and the link between them. */
export async function openLegs(sql: Sql, legs: readonly NewLeg[], now: Date): Promise<void> {
  const input = inputRows(legs, NEW_LEG, 2);
  await sql.rows({
    name: 'ledger_open_legs',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      fresh AS (
        INSERT INTO legs (id, order_id, account_id, connector, vendor_no, order_no, document_no, sell_rank, own_store_ids,
                          opened_by, state, is_refunded, is_comparable, confirmed_at, order_at, created_at, updated_at)
        SELECT leg_id, order_id, account_id, connector, vendor_no, order_no, document_no, sell_rank, own_store_ids, opened_by,
               '{}', false, true, 'epoch', $1, $1, $1
        FROM input ORDER BY account_id, vendor_no
        ON CONFLICT (account_id, vendor_no) DO NOTHING
        RETURNING id, order_id),
      opened AS (
        INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
        SELECT order_id, 'unknown', 'unknown', 'unknown', 'none', $1, $1
        FROM input WHERE evidence IS NULL AND leg_id IN (SELECT id FROM fresh))
      INSERT INTO order_links (id, leg_id, order_id, evidence, linked_at)
      SELECT leg_id, leg_id, order_id, coalesce(evidence, 'first observation'), $1
      FROM input WHERE leg_id IN (SELECT id FROM fresh)`,
    values: [now, ...input.values],
  });
}

/**
 * Locks the orders of these legs, of those that share a number with one of them, and the ones named besides, in one order for everybody, so that whoever
 * records the same order waits here. To be followed by a read in a further statement: this one's snapshot
 * is older than its locks.
 */
export async function lockOrders(
  sql: Sql,
  legs: readonly LegName[],
  besides: readonly string[] = [],
): Promise<string[]> {
  const input = inputRows(legs, { account_id: 'uuid', vendor_no: 'text' }, 2);
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_lock_orders',
    text: `SELECT id FROM orders WHERE id IN (
             SELECT legs.order_id FROM legs JOIN ${input.from} USING (account_id, vendor_no)
             UNION SELECT legs.order_id FROM legs JOIN ${input.from}
               ON legs.account_id = input.account_id AND legs.document_no = input.vendor_no
             WHERE legs.document_no IS NOT NULL
             UNION SELECT unnest($1::uuid[]))
           ORDER BY id FOR UPDATE`,
    values: [besides, ...input.values],
  });
  return rows.map((row) => row.id);
}

/** What names a leg from outside. */
export interface LegName {
  readonly account_id: string;
  readonly vendor_no: string;
}

export interface LegRow {
  readonly id: string;
  readonly order_id: string;
  readonly account_id: string;
  readonly connector: string;
  readonly vendor_no: string;
  readonly order_no: string | null;
  readonly document_no: string | null;
  readonly claims: unknown;
  readonly number_flag: Flag | null;
  readonly sell_rank: SellRank;
  readonly store_id: string | null;
  readonly opened_by: LegOpenedBy;
  readonly state: unknown;
  readonly created_at: Date;
  /** Its person was erased. */
  readonly is_erased: boolean;
  readonly order_store_id: string | null;
  readonly order_sale_at: Date | null;
  /** Nothing where `order_sale_at` is null. */
  readonly order_sale_fen: string;
  readonly order_sale_items: number;
  readonly order_sale_lines: number;
  readonly order_postings: number;
  readonly order_posting_key: string | null;
  /** What the ledger flagged until now. */
  readonly order_flags: readonly string[];
  /** What people state in place of the vendor, the oldest first; null: nothing. */
  readonly corrections: unknown;
}

/** All legs of these orders, with what the orders sold until now. */
export const readLegs = (sql: Sql, orderIds: readonly string[]): Promise<LegRow[]> =>
  sql.rows({
    name: 'ledger_read_legs',
    text: `SELECT legs.id, order_id, account_id, connector, vendor_no, order_no, document_no, claims, number_flag,
             sell_rank, legs.store_id, opened_by, state, legs.created_at, ${isErased()} AS is_erased,
             orders.store_id AS order_store_id,
             orders.sale_at AS order_sale_at, orders.sale_fen AS order_sale_fen, orders.sale_items AS order_sale_items,
             orders.sale_lines AS order_sale_lines, orders.postings AS order_postings,
             orders.posting_key AS order_posting_key,
             ${ledgerFlags('orders.id')} AS order_flags, ${standingCorrections('legs.id')} AS corrections
           FROM legs JOIN orders ON orders.id = order_id WHERE order_id = ANY($1::uuid[])`,
    values: [orderIds],
  });

const IN_FORCE = `b.account_id = legs.account_id AND (b.valid_from IS NULL OR b.valid_from <= legs.order_at)
      AND (b.valid_to IS NULL OR b.valid_to > legs.order_at)`;

/**
 * The store that a leg belongs to: that of the binding in force at its order's time, our own store code's (as it is written, else
 * the only one that differs from it by case alone), or,
 * where it names no store, the only one that its account was bound to then.
 * @param legs what legs are read from, under this name
 */
export const resolvedStore = (legs = 'legs'): string => `
  SELECT legs.id, CASE
    WHEN b.store_id IS NOT NULL THEN b.store_id
    WHEN legs.own_store_ids THEN coalesce(
      (SELECT id FROM stores WHERE code = legs.vendor_store_id),
      (SELECT min(id::text)::uuid FROM stores WHERE lower(code) = lower(legs.vendor_store_id) HAVING count(*) = 1))
    WHEN legs.vendor_store_id IS NULL THEN
      (SELECT min(store_id::text)::uuid FROM store_bindings b WHERE ${IN_FORCE} HAVING count(DISTINCT store_id) = 1)
    END AS store_id
  FROM ${legs}
  LEFT JOIN store_bindings b ON ${IN_FORCE} AND b.vendor_store_id = legs.vendor_store_id`;

/** @returns the store of each of these legs, which is written where it is another than before; see `updateLegs` */
export async function resolveStores(
  sql: Sql,
  legIds: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await sql.rows<{ id: string; store_id: string | null }>({
    name: 'ledger_resolve_stores',
    text: `WITH resolved AS (${resolvedStore()} WHERE legs.id = ANY($1::uuid[])),
      moved AS (UPDATE legs SET store_id = resolved.store_id FROM resolved
                WHERE legs.id = resolved.id AND legs.store_id IS DISTINCT FROM resolved.store_id)
      SELECT id, store_id FROM resolved`,
    values: [legIds],
  });
  return new Map(rows.map((row) => [row.id, row.store_id]));
}
