import { isUuid } from '#domain/ids.js';
import { fault, refusal } from '#domain/refusal.js';
import { HttpProblem } from './problem/http-problem.js';

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How a list is cut: where an item stands in it, as text, and back. */
export interface Cut<Item, Position> {
  write(item: Item): string;
  /** Undefined for a text that `write` did not make. */
  read(text: string): Position | undefined;
}

/** Lists in the order of their ids. */
export const BY_ID: Cut<{ readonly id: string }, string> = {
  write: ({ id }) => id,
  read: (text) => (isUuid(text) ? text : undefined),
};

/** Lists by a number of their own. */
export const byNumber = <Item>(numberOf: (item: Item) => number): Cut<Item, number> => ({
  write: (item) => String(numberOf(item)),
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
});

/** Lists by hour and, within an hour, by an id. */
export const byHour = <Item extends { readonly hourStart: Date }>(
  idOf: (item: Item) => string,
): Cut<Item, { hourStart: Date; id: string }> => ({
  write: (item) => `${String(item.hourStart.getTime())} ${idOf(item)}`,
  read: (text) => {
    const [, ms, id = ''] = /^(\d{1,15}) (\S+)$/.exec(text) ?? [];
    return ms !== undefined && isUuid(id) ? { hourStart: new Date(Number(ms)), id } : undefined;
  },
});

interface Part<Position> {
  readonly limit: number;
  /** After which item the part begins; undefined at the list's beginning. */
  readonly after: Position | undefined;
}

/** Reads one more than is asked for, to know whether there is more. @throws HttpProblem for a strange cursor */
export async function listPart<Item, Position>(
  query: ListQuery,
  cut: Cut<NoInfer<Item>, Position>,
  read: (part: Part<Position>) => Promise<readonly Item[]>,
): Promise<{ items: readonly Item[]; nextCursor: string | null }> {
  const items = await read({ limit: query.limit + 1, after: positionOf(query.cursor, cut) });
  const last = items[query.limit - 1];
  if (items.length <= query.limit || last === undefined) return { items, nextCursor: null };
  return {
    items: items.slice(0, query.limit),
    nextCursor: Buffer.from(cut.write(last)).toString('base64url'),
  };
}

/** The newest first, by ids that begin with their time. */
export const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? 1 : a.id > b.id ? -1 : 0;

/** A list by an instant of its own, the latest first. */
export const latestFirst =
  <Item extends { readonly id: string }>(instantOf: (item: Item) => Date) =>
  (a: Item, b: Item): number =>
    instantOf(b).getTime() - instantOf(a).getTime() || newestFirst(a, b);

/**
 * A part of several states: each is read by the index that serves it alone, and what comes first of them all is the part.
 * @param states undefined: whatever the state, read as a list by itself
 */
export async function ofStates<State, Item>(
  states: readonly State[] | undefined,
  limit: number,
  order: (a: Item, b: Item) => number,
  read: (state: State | undefined) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  if (states === undefined) return read(undefined);
  const parts = await Promise.all(states.map(read));
  return parts.length === 1 ? parts.flat() : parts.flat().sort(order).slice(0, limit);
}

function positionOf<Position>(cursor: string | undefined, cut: Cut<never, Position>): Position | undefined {
  if (cursor === undefined) return undefined;
  const position = cut.read(Buffer.from(cursor, 'base64url').toString());
  if (position !== undefined) return position;
  throw new HttpProblem('invalid_fields', refusal('cursor_of_another_list'), [
    fault('cursor', 'must_be_cursor_of_list'),
  ]);
}
