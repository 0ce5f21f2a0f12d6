import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareOrder } from '../compare/compare-order.js';
import type { Comparison } from '../compare/comparison.js';
import type { ComparedOrder } from '../compare/compared-order.js';
import { type KnownOf, readKnown } from '../keep/discrepancies.store.js';
import { keep } from '../keep/keep-rule.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { readComparedOrders } from '../read/compared-orders.query.js';
import { readDues } from '../watch/comparison-dues.store.js';
import { aboutOrder } from '../watch/comparing.js';
import type { OpenRun, RunPlace } from './run.js';
import { readSlice } from './run-slices.query.js';
import { reportOf, type SliceReport } from './slice-report.js';

/** Orders of a run as they were read, with what is kept of them. */
export interface ReadSlice {
  readonly orders: readonly ComparedOrder[];
  readonly known: KnownOf;
  readonly next: RunPlace | null;
}

export interface LookedSlice {
  readonly accounts: AccountsFacts;
  readonly report: SliceReport;
  /** Orders of which something else is to be kept, as it looks without a lock. */
  readonly changingIds: readonly string[];
}

interface LookingParts {
  readonly database: Sql;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
}

interface Judged {
  readonly order: ComparedOrder;
  readonly comparison: Comparison;
}

/** Reads and judges slices of a run without holding anything: what it says is compared again before it is kept. */
export class SliceLooking {
  constructor(private readonly parts: LookingParts) {}

  async read(run: OpenRun, place: RunPlace, most: number): Promise<ReadSlice> {
    const { database, clock, accounts } = this.parts;
    const { orderIds, next } = await readSlice(database, run, place, most);
    if (orderIds.length === 0) return { orders: [], known: new Map(), next };
    const subjects = orderIds.map((id) => aboutOrder({ id, storeId: null }).subject);
    const facts = await accounts.read();
    const [orders, known] = await Promise.all([
      readComparedOrders(database, orderIds, facts),
      readKnown(database, subjects, clock.now()),
    ]);
    return { orders, known, next };
  }

  async judge({ orders, known }: ReadSlice, { rule }: OpenRun): Promise<LookedSlice> {
    const accounts = await this.parts.accounts.read();
    const now = this.parts.clock.now();
    const judged = orders.map((order) => ({ order, comparison: compareOrder(order, accounts, now) }));
    const changed = judged.filter(({ order, comparison }) => {
      const ofOrder = known.get(aboutOrder(order).subject) ?? [];
      return keep(ofOrder, comparison).length > 0;
    });
    const changing = [...changed, ...(await this.unwatched(judged))];
    const looked = judged.map(({ order: { id, storeId }, comparison }) => ({ id, storeId, comparison }));
    return {
      accounts,
      report: reportOf(looked, rule),
      changingIds: [...new Set(changing.map(({ order }) => order.id))],
    };
  }

  /**
   * Those whose patience ends unseen: nobody has compared them yet. Of what only cannot be judged nothing is noted
   * here: it would be looked at again and again, and an account that is well again has a run of its own.
   */
  private async unwatched(judged: readonly Judged[]): Promise<Judged[]> {
    const waiting = judged.filter(({ comparison }) => comparison.pending.length > 0);
    if (waiting.length === 0) return [];
    const dues = await readDues(
      this.parts.database,
      waiting.map(({ order }) => order.id),
    );
    return waiting.filter(({ order, comparison: { lookAgainAt } }) => {
      const due = dues.get(order.id);
      return due === undefined || (lookAgainAt !== null && due > lookAgainAt);
    });
  }
}
