import type { Sql } from '#database/sql.js';
import {
  type HeldPosting,
  plainPosting,
  type Posting,
  type PostingCause,
  postingChange,
  postingKey,
  reversal,
} from '#domain/posting.js';
import type { Sale } from '#domain/sale.js';
import { heldPostings, insertPostings, type NewPosting } from './postings.store.js';

/** What an order has posted until now. */
export interface PostedBefore {
  /** How many postings it has. */
  readonly postings: number;
  /** Of those that hold; null where it has not been posted yet. */
  readonly postingKey: string | null;
  readonly storeId: string | null;
  /** What it sold until now. */
  readonly sale: Sale | null;
}

export interface PostingWish {
  readonly id: string;
  readonly before: PostedBefore;
  readonly wanted: readonly Posting[];
  readonly cause: PostingCause;
}

/** How an order's postings stand after a change. */
export interface Posted {
  readonly postings: number;
  readonly postingKey: string;
}

/**
 * Posts what orders add to their hours now, and takes back what no longer holds, each at its own place; what holds
 * already is not written again. In the transaction that changes them, under their locks.
 * @returns one for each order, in their order
 */
export async function postChanges(sql: Sql, wishes: readonly PostingWish[]): Promise<Posted[]> {
  const keys = wishes.map(({ wanted }) => postingKey(wanted));
  const changed = wishes.filter(({ before }, at) => before.postingKey !== keys[at]);
  const held = await heldPostings(
    sql,
    changed.filter(({ before }) => before.postings > 0).map(({ id }) => id),
  );
  const rows = new Map(changed.map((wish) => [wish.id, rowsOf(wish, held.get(wish.id) ?? [])]));
  await insertPostings(sql, [...rows.values()].flat());
  return wishes.map(({ id, before }, at) => ({
    postings: before.postings + (rows.get(id)?.length ?? 0),
    postingKey: keys[at] ?? '',
  }));
}

function rowsOf({ id, before, wanted, cause }: PostingWish, known: readonly HeldPosting[]): NewPosting[] {
  const first = before.postings + 1;
  const unposted = before.postingKey === null ? unpostedSale(before) : [];
  // What goes on selling the same has done so with its parts ever since: that is no change, and no hour is another.
  const counted = sameSums(unposted, wanted) ? wanted : unposted;
  const own: NewPosting[] = counted.map((posting, at) => ({
    ...{ orderId: id, seq: first + at, posting, cause: 'upgrade', reverses: null, everSince: true },
  }));
  const held = [...known, ...own.map(({ seq, posting }) => ({ seq, ...posting }))];
  const { reversed, added } = postingChange(held, wanted);
  const changes = [
    ...reversed.map(({ seq, ...posting }) => ({
      posting: reversal(posting),
      reverses: seq,
      everSince: false,
    })),
    ...added.map((posting) => ({ posting, reverses: null, everSince: false })),
  ];
  const next = first + own.length;
  return [...own, ...changes.map((change, at) => ({ orderId: id, seq: next + at, cause, ...change }))];
}

/** What an order that was not posted yet has counted by until now: whoever derived its hour has seen that. */
export const unpostedSale = ({ storeId, sale }: PostedBefore): Posting[] =>
  storeId === null || sale === null ? [] : [plainPosting(storeId, sale)];

/** Whether these are the same but for their parts, and how they were paid. */
export function sameSums(counted: readonly Posting[], known: readonly Posting[]): boolean {
  return (
    counted.length === known.length &&
    counted.every((one, at) => {
      const other = known[at];
      return other !== undefined && sumsOf(one) === sumsOf(other);
    })
  );
}

const sumsOf = ({ kind, storeId, at, orders, items, lines, totalFen }: Posting): string =>
  [kind, storeId, at.toISOString(), orders, items, lines, totalFen].join(' ');
