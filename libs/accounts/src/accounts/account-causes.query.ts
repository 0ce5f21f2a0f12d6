import type { Sql } from '#database/sql.js';

/** So many of one state and code are looked at. */
const MOST = 10_000;

/** All that failed, or waits, for one reason at one account. */
export interface Cause<State extends string = string> {
  readonly state: State;
  readonly accountId: string;
  readonly errorCode: string;
  /** Of the newest. */
  readonly message: string | null;
  readonly count: number;
  /** Of this state and code there are more than were looked at. */
  readonly isMore: boolean;
  readonly since: Date;
  readonly lastAt: Date;
  readonly lastId: string;
}

/** Where a list keeps what failed: pieces of SQL, all of them constants. */
export interface Caused {
  /** Has `id`, `account_id`, `state`, `error_code`, `error_message`, and an index by state, code and `order`. */
  readonly table: string;
  readonly states: readonly string[];
  /** When one came, or was made. */
  readonly at: string;
  readonly order: string;
  /** How the newest is found by its `last_at` and `last_id`. */
  readonly newest: string;
  /** Further rows of `state`, `account_id`, `code`, `at` and `id`. */
  readonly besides?: string;
  /** A condition on the table's rows (`caused`), for whoever sees only some of them. */
  readonly of?: string;
}

/**
 * SQL for `Cause`s, the most first. From state to state and code to code it jumps in the index; of each it looks at the
 * newest ten thousand.
 */
export const causesIn = ({ table, states, at, order, newest, besides, of }: Caused): string => `
WITH RECURSIVE codes AS (
  SELECT of.state, (SELECT min(error_code) FROM ${table} WHERE state = of.state AND error_code IS NOT NULL) AS code
  FROM unnest(ARRAY['${states.join("', '")}']) AS of(state)
  UNION ALL
  SELECT codes.state, (SELECT min(error_code) FROM ${table} WHERE state = codes.state AND error_code > codes.code)
  FROM codes WHERE codes.code IS NOT NULL),
found AS (
  SELECT codes.state, one.account_id, codes.code, one.at, one.id
  FROM codes CROSS JOIN LATERAL (
    SELECT account_id, ${at} AS at, id FROM ${table} caused WHERE state = codes.state AND error_code = codes.code${of === undefined ? '' : ` AND ${of}`}
    ORDER BY ${order} LIMIT ${String(MOST + 1)}) AS one
  WHERE codes.code IS NOT NULL${besides === undefined ? '' : ` UNION ALL ${besides}`}),
causes AS (
  SELECT state, account_id, code, count(*)::int AS count, sum(count(*)) OVER (PARTITION BY state, code) > ${String(MOST)} AS is_more,
    min(at) AS since, max(at) AS last_at, max(id::text)::uuid AS last_id
  FROM found GROUP BY state, account_id, code)
SELECT c.state, c.account_id AS "accountId", c.code AS "errorCode", c.count, c.is_more AS "isMore", c.since,
  c.last_at AS "lastAt", c.last_id AS "lastId", (SELECT error_message FROM ${table} WHERE ${newest}) AS message
FROM causes c ORDER BY c.count DESC, c.last_id DESC`;

/** Of all accounts. One statement. */
export const readCauses = <State extends string>(
  sql: Sql,
  name: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Cause<State>[]> => sql.rows({ name, text, values });
