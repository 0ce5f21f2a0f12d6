import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareOrder } from '../compare/compare-order.js';
import type { Comparison } from '../compare/comparison.js';
import type { ComparedOrder } from '../compare/compared-order.js';
import { endingOf } from '../keep/closed-by.js';
import type { Subject } from '../keep/discrepancies.store.js';
import type { Keeping, Kept } from '../keep/keeping.js';
import { readComparedOrders } from '../read/compared-orders.query.js';
import { writeDues } from './comparison-dues.store.js';
import type { ComparedTally } from './compared-tally.js';
import { lockComparisons } from './comparison-locks.store.js';

/** Compares orders and keeps what it shows: the one way to it, for changed orders, due ones and runs. */
export class Comparing {
  constructor(
    private readonly keeping: Keeping,
    private readonly clock: Clock,
    private readonly tally: ComparedTally,
  ) {}

  /** In the caller's transaction, which holds these orders' comparisons until it ends. */
  async compare(sql: Sql, orderIds: readonly string[], accounts: AccountsFacts): Promise<Kept> {
    await lockComparisons(sql, orderIds);
    const orders = await readComparedOrders(sql, orderIds, accounts);
    const now = this.clock.now();
    const compared = orders.map((order) => ({ order, comparison: compareOrder(order, accounts, now) }));
    await writeDues(
      sql,
      compared.map(({ order, comparison }) => ({ orderId: order.id, at: comparison.lookAgainAt })),
      now,
    );
    await this.tally.add(sql, compared, now);
    return this.keeping.take(
      sql,
      compared.map(({ order, comparison }) => toCompared(order, comparison, accounts)),
    );
  }
}

const toCompared = (order: ComparedOrder, comparison: Comparison, accounts: AccountsFacts) => ({
  about: aboutOrder(order),
  comparison,
  ending: (rule: RuleCode) => endingOf(order, rule, accounts),
});

export const aboutOrder = ({ id, storeId }: Pick<ComparedOrder, 'id' | 'storeId'>): Subject => ({
  subject: `order:${id}`,
  orderId: id,
  storeId,
});
