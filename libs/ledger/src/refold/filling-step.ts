import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { flag } from '#domain/flag.js';
import type { Log } from '#domain/log.js';
import { type Posting, postingKey } from '#domain/posting.js';
import { lockOrders, readLegs } from '../legs.store.js';
import { writeLedgerFlags } from '../order-flags.store.js';
import { foldedOrders, lockedOrders, type OrderBefore } from '../order-refold.js';
import { sameSums, unpostedSale } from '../posting-changes.js';
import { insertPostings } from '../postings.store.js';
import { differencesOfDay, nextUnposted, noteDifferences, writeFilled } from './filling.store.js';
import type { Refolded, RefoldStep, Slice } from './refold-step.js';

const DAY_MS = 86_400_000;
const MOST_NAMED = 20;
const COUNTED_OTHERWISE = flag('counted_otherwise');

/** What an order of before there were postings has counted by, posted. */
interface Filled {
  readonly id: string;
  readonly before: OrderBefore;
  readonly postings: readonly Posting[];
  /** What is known of the order says something else: it is posted as it counted. */
  readonly differs: boolean;
}

/**
 * Posts orders of before there were postings as they have counted ever since, with the parts that their legs know: by
 * the rules of then, whatever rule set is stated by now. So no hour changes, nobody is told, and an hour derives the
 * same before, meanwhile and afterwards. An order that sells nothing has nothing to be posted, and is never looked at.
 */
export class FillingStep implements RefoldStep {
  readonly next = nextUnposted;
  readonly slice = 200;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async take(sql: Sql, slice: Slice): Promise<Refolded> {
    const ids = await lockOrders(
      sql,
      [],
      slice.items.map(({ id }) => id),
    );
    // After the locks: who recorded one of them until now has posted it.
    const filled = foldedOrders(lockedOrders(await readLegs(sql, ids)))
      .filter(({ before }) => before.postingKey === null)
      .map(({ id, before, order }) => filledOrder(id, before, order.postings));
    await this.write(sql, filled);
    for (const day of daysThrough(slice)) await this.check(sql, day);
    const differing = filled.filter(({ differs }) => differs);
    return { ordersChanged: filled.length, ...this.tell(differing.map(({ id }) => id)) };
  }

  private async write(sql: Sql, filled: readonly Filled[]): Promise<void> {
    if (filled.length === 0) return;
    await insertPostings(sql, filled.flatMap(newPostings));
    await writeFilled(
      sql,
      filled.map(({ id, postings }) => ({
        id,
        postings: postings.length,
        posting_key: postingKey(postings),
      })),
    );
    // The ledger's own: they go when the order is folded anew, and then counts as it is known.
    const flagged = filled.filter(({ differs }) => differs);
    const flags = flagged.map(({ id, before }) => ({
      ...{ id, before },
      order: { flags: [...before.flags, COUNTED_OTHERWISE] },
    }));
    await writeLedgerFlags(sql, flags, this.clock.now());
  }

  private tell(differing: readonly string[]): Pick<Refolded, 'left'> {
    if (differing.length === 0) return {};
    this.log({
      ...{ event: 'refold', level: 'error', kind: 'postings', outcome: 'differs', orders: differing.length },
      ...{ orderIds: differing.slice(0, MOST_NAMED), message: OTHERWISE },
    });
    return { left: { legs: differing.length, message: OTHERWISE } };
  }

  private async check(sql: Sql, day: Date): Promise<void> {
    const found = await differencesOfDay(sql, day);
    await noteDifferences(sql, day, found, this.clock.now());
    for (const { store_id, posted_fen, sold_fen } of found)
      this.log({
        ...{ event: 'refold', level: 'error', kind: 'postings', outcome: 'differs', storeId: store_id },
        ...{ day: day.toISOString(), postedFen: posted_fen, soldFen: sold_fen },
      });
  }
}

const OTHERWISE = 'orders counted otherwise than what is known of them: posted as they counted, and flagged';

function filledOrder(id: string, before: OrderBefore, known: readonly Posting[]): Filled {
  const counted = unpostedSale(before);
  const differs = !sameSums(counted, known);
  return { id, before, postings: differs ? counted : known, differs };
}

const newPostings = ({ id, postings }: Filled) =>
  postings.map((posting, at) => ({
    ...{ orderId: id, seq: at + 1, posting, cause: 'upgrade' as const },
    ...{ reverses: null, everSince: true },
  }));

/** Days (UTC) whose last order is in the slice, or was the last one before it. */
function daysThrough({ items, after, isLast }: Slice): Date[] {
  const days = [after, ...items].flatMap((looked) => (looked?.at == null ? [] : [dayOf(looked.at)]));
  const underWay = isLast ? undefined : days.at(-1);
  return [...new Set(days)].filter((day) => day !== underWay).map((day) => new Date(day));
}

const dayOf = (at: Date): number => Math.floor(at.getTime() / DAY_MS) * DAY_MS;
