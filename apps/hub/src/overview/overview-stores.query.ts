import type { Sql } from '#database/sql.js';
import type { ClockedStore } from '#reporting/operator/compared-spans.js';

/** A store, with what is near at hand for who wonders how it sells. */
export interface OverviewStore extends ClockedStore {
  readonly code: string;
  readonly name: string;
  /** The accounts that are bound to it at present. */
  readonly accountIds: readonly string[];
  /** The instant of its newest posting; null: nothing was ever posted. */
  readonly lastSaleAt: Date | null;
  /** Commands to its till that wait for a person. */
  readonly held: number;
}

const STORES = `
  SELECT s.id, s.code, s.name, s.time_zone AS "timeZone", s.business_day_start AS "businessDayStart",
    array(SELECT DISTINCT b.account_id::text FROM store_bindings b WHERE b.store_id = s.id
      AND (b.valid_from IS NULL OR b.valid_from <= $1) AND (b.valid_to IS NULL OR b.valid_to > $1)) AS "accountIds",
    (SELECT p.at FROM sale_postings p WHERE p.store_id = s.id AND p.at <= $1 ORDER BY p.at DESC LIMIT 1) AS "lastSaleAt",
    coalesce(h.count, 0) AS held
  FROM stores s LEFT JOIN (
    SELECT store_id, count(*)::int AS count FROM dispatches WHERE state = 'held' GROUP BY store_id) h ON h.store_id = s.id
  ORDER BY s.code`;

/** All stores, in the order of their codes. One statement. */
export const readOverviewStores = (sql: Sql, now: Date): Promise<OverviewStore[]> =>
  sql.rows({ name: 'hub_overview_stores', text: STORES, values: [now] });

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
