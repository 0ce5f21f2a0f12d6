import type { Sql } from '#database/sql.js';
import { leadingLeg } from './leading-leg.js';

/** Somebody who looks at accounts waits for it. Beyond so many the count says no more than "many". */
const MOST_COUNTED = 10_000;

/** Orders of an account that belong to no store, name none, and that nobody has seen to. */
export interface StrayOrders {
  readonly accountId: string;
  readonly what: 'orders';
  readonly code: 'no_store';
  readonly message: string;
  readonly count: number;
  readonly oldestAt: Date;
}

type StrayRow = Pick<StrayOrders, 'accountId' | 'count' | 'oldestAt'>;

/** By the leg that named the store; where none does, by the one that would sell. */
const STRAY = `
  SELECT l.account_id AS "accountId", count(*)::int AS count, min(f.since) AS "oldestAt"
  FROM (SELECT order_id, since FROM order_flags
        WHERE code = 'no_store' AND dismissed_at IS NULL LIMIT ${String(MOST_COUNTED)}) AS f
  ${leadingLeg('f.order_id')}
  WHERE l.account_id = ANY($1::uuid[]) GROUP BY 1`;

export class StrayOrdersQuery {
  constructor(private readonly sql: Sql) {}

  /** One statement, whatever the number of accounts. Stores that are named and not there: `UnknownStoresQuery`. */
  async ofAccounts(ids: readonly string[]): Promise<StrayOrders[]> {
    const rows = await this.sql.rows<StrayRow>({ name: 'ledger_stray_orders', text: STRAY, values: [ids] });
    return rows.map((row) => ({ ...row, what: 'orders', code: 'no_store', message: MESSAGE }));
  }
}

const MESSAGE = 'the account was bound to no store, or to several, at the time of these orders';
