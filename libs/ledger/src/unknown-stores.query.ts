import type { Sql } from '#database/sql.js';
import { leadingLeg } from './leading-leg.js';

/** Somebody who looks at accounts waits for it. Beyond so many orders nothing is counted. */
const MOST_COUNTED = 10_000;

/** A store by a name that none of ours goes by, as one account's orders tell it. */
export interface UnknownStore {
  readonly accountId: string;
  readonly value: string;
  /** Of orders that nobody has seen to. */
  readonly count: number;
  readonly oldestAt: Date;
}

export interface UnknownStores {
  readonly stores: readonly UnknownStore[];
  /** Whether all orders were looked at: they are not too many. */
  readonly isWhole: boolean;
}

type StoreRow = UnknownStore & { readonly looked: number };

/** By the leg that named the store; where none does, by the one that would sell. $1: so many are looked at at most. */
const STORES = `
  WITH flagged AS MATERIALIZED (SELECT order_id, param, since FROM order_flags
    WHERE code = 'unknown_store' AND dismissed_at IS NULL LIMIT $1)
  SELECT l.account_id AS "accountId", f.param AS value, count(*)::int AS count, min(f.since) AS "oldestAt",
    (SELECT count(*)::int FROM flagged) AS looked
  FROM flagged AS f ${leadingLeg('f.order_id')}
  GROUP BY 1, 2 ORDER BY 1, 2`;

/** Tells which stores accounts' orders name that are not there. */
export class UnknownStoresQuery {
  /** @param most orders that are looked at */
  constructor(
    private readonly sql: Sql,
    private readonly most: number = MOST_COUNTED,
  ) {}

  /** Of all accounts; one statement. */
  async all(): Promise<UnknownStores> {
    const rows = await this.sql.rows<StoreRow>({
      name: 'ledger_unknown_stores',
      text: STORES,
      values: [this.most],
    });
    const [first] = rows;
    return {
      stores: rows.map(({ looked: _looked, ...store }) => store),
      isWhole: (first?.looked ?? 0) < this.most,
    };
  }
}
