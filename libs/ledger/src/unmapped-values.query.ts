import type { Sql } from '#database/sql.js';
import type { MappedGroup } from '#domain/unmapped-values.js';

/** One value of one account that no map lists. */
export interface UnmappedValueView {
  readonly accountId: string;
  readonly group: MappedGroup;
  readonly value: string;
  /** Of legs, up to {@link MOST_COUNTED}. */
  readonly count: number;
  readonly newestOrderId: string;
  readonly newestVendorNo: string;
}

/** Counting goes no further: nobody needs to know it more exactly, and a list is to be there at once. */
export const MOST_COUNTED = 10_000;

/** Each distinct value is one look into the index, however many legs have it. */
const VALUES = `
WITH RECURSIVE found AS (
  (SELECT state_group, value FROM unmapped_values WHERE account_id = wanted.id ORDER BY state_group, value LIMIT 1)
  UNION ALL
  SELECT next.state_group, next.value FROM found CROSS JOIN LATERAL (
    SELECT state_group, value FROM unmapped_values
    WHERE account_id = wanted.id AND (state_group, value) > (found.state_group, found.value)
    ORDER BY state_group, value LIMIT 1) AS next)
SELECT state_group, value FROM found LIMIT $2`;

const SAME = `u.account_id = wanted.id AND u.state_group = one.state_group AND u.value = one.value`;

const OF_ACCOUNTS = `
SELECT wanted.id AS "accountId", one.state_group AS "group", one.value, counted.count,
  newest.order_id AS "newestOrderId", newest.vendor_no AS "newestVendorNo"
FROM unnest($1::uuid[]) AS wanted(id) CROSS JOIN LATERAL (${VALUES}) AS one
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count FROM (
    SELECT FROM unmapped_values AS u WHERE ${SAME} LIMIT ${String(MOST_COUNTED)}) AS each_one) AS counted
CROSS JOIN LATERAL (
  SELECT legs.order_id, legs.vendor_no FROM unmapped_values AS u JOIN legs ON legs.id = u.leg_id
  WHERE ${SAME} ORDER BY u.leg_id DESC LIMIT 1) AS newest
ORDER BY wanted.id, one.state_group, one.value`;

/** Tells which values of vendors are in no map of their accounts. */
export class UnmappedValuesQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. @param most values of each account */
  ofAccounts(ids: readonly string[], most: number): Promise<UnmappedValueView[]> {
    return this.sql.rows({ name: 'ledger_unmapped_values', text: OF_ACCOUNTS, values: [ids, most] });
  }
}
