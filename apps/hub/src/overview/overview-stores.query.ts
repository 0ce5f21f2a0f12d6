import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import { isDispatchOf } from '#dispatch/operator/dispatch-scope.query.js';
import type { StoreScope } from '#domain/access.js';
import type { ClockedStore } from '#reporting/operator/compared-spans.js';

/** A store, with what is near at hand for who wonders how it sells. */
export interface OverviewStore extends ClockedStore {
  readonly code: string;
  readonly name: string;
  /** The accounts that are bound to it at present, and those whose orders it sold last: a shop may name our own codes. */
  readonly accountIds: readonly string[];
  /** The instant of its newest posting; null: nothing was ever posted. */
  readonly lastSaleAt: Date | null;
  /** Commands to its till that wait for a person. */
  readonly held: number;
}

/** So many of a store's newest sales say which accounts it sells through. */
const NEWEST_SALES = 20;

const storesOf = (and: string, heldAnd: string): string => `
  SELECT s.id, s.code, s.name, s.time_zone AS "timeZone", s.business_day_start AS "businessDayStart",
    array(
      SELECT b.account_id::text FROM store_bindings b WHERE b.store_id = s.id
        AND (b.valid_from IS NULL OR b.valid_from <= $1) AND (b.valid_to IS NULL OR b.valid_to > $1)
      UNION
      SELECT l.account_id::text FROM legs l WHERE l.order_id IN (
        SELECT p.order_id FROM sale_postings p WHERE p.store_id = s.id AND p.at <= $1
        ORDER BY p.at DESC LIMIT ${String(NEWEST_SALES)})) AS "accountIds",
    (SELECT p.at FROM sale_postings p WHERE p.store_id = s.id AND p.at <= $1 ORDER BY p.at DESC LIMIT 1) AS "lastSaleAt",
    coalesce(h.count, 0) AS held
  FROM stores s LEFT JOIN (
    SELECT store_id, count(*)::int AS count FROM dispatches d WHERE state = 'held'${heldAnd} GROUP BY store_id) h ON h.store_id = s.id
  WHERE true${and} ORDER BY s.code`;

/** All stores of the scope, in the order of their codes. One statement. */
export function readOverviewStores(sql: Sql, now: Date, scope: StoreScope): Promise<OverviewStore[]> {
  const scoped = scopedTo(scope, '$2', (stores) => `s.id = ANY(${stores}::uuid[])`);
  const held = scopedTo(scope, '$2', (stores) => isDispatchOf('d', stores));
  return sql.rows({
    name: `hub_overview_stores${scoped.name}`,
    text: storesOf(scoped.and, held.and),
    values: [now, ...scoped.values],
  });
}

export interface NamedAccount {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly paused: boolean;
}

/** Every account, whether or not this hub can read its settings. */
export const readNamedAccounts = (sql: Sql): Promise<NamedAccount[]> =>
  sql.rows({
    name: 'hub_named_accounts',
    text: 'SELECT id, connector, name, paused FROM accounts ORDER BY id',
  });
