import type { Sql } from '#database/sql.js';

export interface AccountBinding {
  readonly account_id: string;
  readonly account_created_at: Date;
  /** ISO instants by the flag's path. Read here and not from memory: an order must not slip between the two. */
  readonly flags_since: Readonly<Record<string, string>>;
  /** Null where the account is bound to none of the stores. */
  readonly store_id: string | null;
  readonly vendor_store_id: string | null;
  /** Since when it holds: its making or reopening, or `from` if that is later; null where it does not hold now. */
  readonly bound_at: Date | null;
  readonly store_created_at: Date | null;
}

const BOUND_NOW = '(b.valid_from IS NULL OR b.valid_from <= $1) AND (b.valid_to IS NULL OR b.valid_to > $1)';

/** SQL: of `accounts` a, `store_bindings` b and `stores` s; $1 is now. */
const BINDING = `a.id AS account_id, a.created_at AS account_created_at, a.flags_since, b.store_id, b.vendor_store_id,
  s.created_at AS store_created_at, CASE WHEN ${BOUND_NOW} THEN greatest(b.bound_at, b.valid_from) END AS bound_at`;

/** These accounts and whoever is bound to these stores, each with its bindings to them, those that have ended too. */
export const readBindings = (
  sql: Sql,
  accountIds: readonly string[],
  storeIds: readonly string[],
  now: Date,
): Promise<AccountBinding[]> =>
  sql.rows({
    name: 'dispatch_bindings',
    text: `SELECT ${BINDING}
           FROM accounts a
           LEFT JOIN (store_bindings b JOIN stores s ON s.id = b.store_id)
             ON b.account_id = a.id AND b.store_id = ANY($3::uuid[])
           WHERE a.id IN (SELECT unnest($2::uuid[])
                          UNION SELECT account_id FROM store_bindings WHERE store_id = ANY($3::uuid[]))`,
    values: [now, accountIds, storeIds],
  });

/** The same of all accounts and stores: as many rows as there are bindings. */
export const readAllBindings = (sql: Sql, now: Date): Promise<AccountBinding[]> =>
  sql.rows({
    name: 'dispatch_all_bindings',
    text: `SELECT ${BINDING} FROM accounts a LEFT JOIN (store_bindings b JOIN stores s ON s.id = b.store_id)
             ON b.account_id = a.id`,
    values: [now],
  });

/** Those of these accounts that have the flag on, as committed. */
export async function switchedOnAccounts(
  sql: Sql,
  accountIds: readonly string[],
  flag: string,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'dispatch_switched_on',
    text: `SELECT id FROM accounts WHERE id = ANY($1::uuid[]) AND flags_since ? $2`,
    values: [accountIds, flag],
  });
  return rows.map((row) => row.id);
}

/** Those of a till's orders that somebody else's leg belongs to: they are not one that we lost. */
export async function ordersOfOthers(
  sql: Sql,
  accountId: string,
  vendorNos: readonly string[],
): Promise<string[]> {
  const rows = await sql.rows<{ vendor_no: string }>({
    name: 'dispatch_orders_of_others',
    text: `SELECT own.vendor_no FROM legs own
           WHERE own.account_id = $1 AND own.vendor_no = ANY($2::text[]) AND EXISTS (
             SELECT FROM legs beside WHERE beside.order_id = own.order_id AND beside.id <> own.id)`,
    values: [accountId, vendorNos],
  });
  return rows.map((row) => row.vendor_no);
}
