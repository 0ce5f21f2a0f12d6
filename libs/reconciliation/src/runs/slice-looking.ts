import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { ComparedSample } from '../brake/compared-sample.js';
import { Tallying } from '../brake/tallied.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { compareOrder } from '../compare/compare-order.js';
import type { ComparedOrder } from '../compare/compared-order.js';
import type { Comparison } from '../compare/comparison.js';
import { type KnownOf, readKnown } from '../keep/discrepancies.store.js';
import { keep } from '../keep/keep-rule.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import { readComparedOrders } from '../read/compared-orders.query.js';
import { readDues } from '../watch/comparison-dues.store.js';
import { aboutOrder } from '../watch/comparing.js';
import type { OpenRun, RunPlace } from './run.js';
import { readSlice } from './run-slices.query.js';
import { type LookedOrder, reportOf, type SliceReport } from './slice-report.js';

export interface LookedSlice {
  /** By account, which of its orders were compared. */
  readonly compared: ReadonlyMap<string, ComparedSample>;
  readonly accounts: AccountsFacts;
  readonly report: SliceReport;
  /** Orders of which something else is to be kept, as it looks without a lock. */
  readonly changingIds: readonly string[];
  /** Null: nothing comes behind them. */
  readonly next: RunPlace | null;
}

interface LookingParts {
  readonly database: Sql;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
}

/** Of so many orders all that vendors say is in hand at once: more of it only lies about for longer. */
const ORDERS_AT_ONCE = 500;

interface ReadOrders {
  readonly orders: readonly ComparedOrder[];
  readonly known: KnownOf;
}

/** Without what vendors say of it: of a whole slice that is too much to keep. */
interface Judged extends LookedOrder {
  readonly isChanging: boolean;
}

/** Reads and judges slices of a run without holding anything: what it says is compared again before it is kept. */
export class SliceLooking {
  constructor(private readonly parts: LookingParts) {}

  async look(run: OpenRun, place: RunPlace, most: number): Promise<LookedSlice> {
    const { database, accounts } = this.parts;
    const { orderIds, next } = await readSlice(database, run, place, most);
    const facts = await accounts.read();
    const tallying = new Tallying();
    const judged = await this.judgeAll(orderIds, facts, tallying);
    const changing = judged.filter(({ isChanging }) => isChanging);
    const changingIds = new Set([...changing, ...(await this.unwatched(judged))].map(({ id }) => id));
    return {
      accounts: facts,
      compared: tallying.samples(),
      report: reportOf(judged, run.rule),
      changingIds: [...changingIds],
      next,
    };
  }

  /** The next ones are read while some are judged. */
  private async judgeAll(
    orderIds: readonly string[],
    accounts: AccountsFacts,
    tallying: Tallying,
  ): Promise<Judged[]> {
    const judged: Judged[] = [];
    let reading = this.read(orderIds, 0, accounts);
    for (let at = 0; at < orderIds.length; at += ORDERS_AT_ONCE) {
      const read = await reading;
      reading = this.read(orderIds, at + ORDERS_AT_ONCE, accounts);
      const now = this.parts.clock.now();
      for (const order of read.orders) {
        const one = judge(order, read.known, accounts, now);
        tallying.add({ order, comparison: one.comparison });
        judged.push(one);
      }
    }
    return judged;
  }

  private read(orderIds: readonly string[], from: number, accounts: AccountsFacts): Promise<ReadOrders> {
    const some = orderIds.slice(from, from + ORDERS_AT_ONCE);
    const reading = some.length === 0 ? Promise.resolve(NO_ORDERS) : this.readAll(some, accounts);
    // Of orders that nobody comes to any more nothing is to be told.
    reading.catch(() => undefined);
    return reading;
  }

  private async readAll(orderIds: readonly string[], accounts: AccountsFacts): Promise<ReadOrders> {
    const { database, clock } = this.parts;
    const subjects = orderIds.map((id) => aboutOrder({ id, storeId: null }).subject);
    const [orders, known] = await Promise.all([
      readComparedOrders(database, orderIds, accounts),
      readKnown(database, subjects, clock.now()),
    ]);
    return { orders, known };
  }

  /**
   * Those whose time comes unseen: nobody has compared them yet. Of what only cannot be judged nothing is noted here: it would be looked at again and again, and an account that is well again has a run of its own.
   */
  private async unwatched(judged: readonly Judged[]): Promise<Judged[]> {
    const waiting = judged.filter(({ comparison }) => waits(comparison));
    if (waiting.length === 0) return [];
    const dues = await readDues(
      this.parts.database,
      waiting.map(({ id }) => id),
    );
    return waiting.filter(({ id, comparison: { lookAgainAt } }) => {
      const due = dues.get(id);
      return due === undefined || (lookAgainAt !== null && due > lookAgainAt);
    });
  }
}

/** For the end of a patience, or for what only time makes a difference. */
const waits = ({ pending, silent, lookAgainAt }: Comparison): boolean =>
  pending.length > 0 || (silent.size === 0 && lookAgainAt !== null);

const NO_ORDERS: ReadOrders = { orders: [], known: new Map() };

function judge(order: ComparedOrder, known: KnownOf, accounts: AccountsFacts, now: Date): Judged {
  const { id, storeId } = order;
  const comparison = compareOrder(order, accounts, now);
  const changes = keep(known.get(aboutOrder(order).subject) ?? [], comparison);
  return { id, storeId, comparison, isChanging: changes.length > 0 };
}
