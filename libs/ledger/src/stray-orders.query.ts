import type { Sql } from '#database/sql.js';
import type { FlagCode } from '#domain/flag.js';

const OF_NO_STORE = ['unknown_store', 'no_store'] as const satisfies readonly FlagCode[];
/** Somebody who looks at accounts waits for it. Beyond so many the count says no more than "many". */
const MOST_COUNTED = 10_000;
const MOST_CODES = 20;

/** Orders of an account that belong to no store and that nobody has seen to. */
export interface StrayOrders {
  readonly accountId: string;
  readonly what: 'orders';
  readonly code: (typeof OF_NO_STORE)[number];
  readonly message: string;
  readonly count: number;
  readonly oldestAt: Date;
}

type StrayRow = Omit<StrayOrders, 'what' | 'message'> & { readonly codes: string };

/** By the leg that named the store; where none does, by the one that would sell. */
const STRAY = `
  SELECT "accountId", code, sum(count)::int AS count, min(since) AS "oldestAt",
    array_to_string((array_agg(param || ' (' || count || ')' ORDER BY count DESC, param))[1:${String(MOST_CODES)}], ', ')
      AS codes
  FROM (
    SELECT l.account_id AS "accountId", f.code, f.param, count(*) AS count, min(f.since) AS since
    FROM (SELECT order_id, code, param, since FROM order_flags
          WHERE code = ANY($2::text[]) AND dismissed_at IS NULL LIMIT ${String(MOST_COUNTED)}) AS f
    JOIN LATERAL (SELECT account_id FROM legs WHERE order_id = f.order_id
                  ORDER BY state = '{}', coalesce(sell_rank, 2), id LIMIT 1) AS l ON true
    WHERE l.account_id = ANY($1::uuid[]) GROUP BY 1, 2, 3) AS counted
  GROUP BY 1, 2`;

export class StrayOrdersQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. */
  async ofAccounts(ids: readonly string[]): Promise<StrayOrders[]> {
    const rows = await this.sql.rows<StrayRow>({
      name: 'ledger_stray_orders',
      text: STRAY,
      values: [ids, OF_NO_STORE],
    });
    return rows.map(({ codes, ...row }) => ({ ...row, what: 'orders', message: messageOf(row.code, codes) }));
  }
}

/** @param codes each store code with its orders, the most first: `T-01 (12), T-02 (1)` */
const messageOf = (code: StrayOrders['code'], codes: string): string =>
  code === 'unknown_store'
    ? `no store goes by: ${codes}`
    : 'the account was bound to no store, or to several, at the time of these orders';
