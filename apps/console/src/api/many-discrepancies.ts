import type { z } from 'zod';
import type { discrepancyOutcome } from '#admin-contract/discrepancy-decision.js';
import type { NewBulk } from './bulks.js';
import { act } from './act.js';
import { call } from './call.js';
import { comment, type Discrepancy } from './discrepancies.js';
import { type Part, queryOf } from './use-list.js';

/** What a list is narrowed to. */
export type ListFilter = Readonly<Record<string, string | undefined>>;

/** Which of many: those that were ticked, or all that a list shows by its filter. */
export type Meant = { readonly ids: readonly string[] } | { readonly filter: ListFilter };

/** An act of the hub on many; what a filter of an address holds the hub looks at. */
export const bulkOf = (act: NewBulk['act'], meant: Meant, besides: object = {}): NewBulk =>
  ({ act, ...besides, ...meant }) as NewBulk;

/** So many are read, assigned and commented on at a time. */
export const MOST_CHOSEN = 1_000;
const A_PAGE = 200;
const AT_ONCE = 100;

/** All that a list shows by a filter, so many at most. */
export async function allMatching(filter: ListFilter): Promise<readonly Discrepancy[]> {
  const found: Discrepancy[] = [];
  let cursor: string | undefined;
  do {
    const text = queryOf({ ...filter, limit: String(A_PAGE), cursor });
    const part: Part<Discrepancy> = await call('GET', `discrepancies?${text}`);
    found.push(...part.items);
    cursor = part.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < MOST_CHOSEN);
  return found.slice(0, MOST_CHOSEN);
}

/** What came of something that was done to many, each by itself. */
export interface ManyOutcome {
  readonly done: readonly string[];
  /** So already. */
  readonly unchanged: readonly string[];
  readonly refused: readonly { readonly id: string; readonly why: string }[];
}

/** Hears of how many it is known by now what came of them. */
export type Progress = (settled: number) => void;

const NOTHING: ManyOutcome = { done: [], unchanged: [], refused: [] };

const together = (one: ManyOutcome, other: ManyOutcome): ManyOutcome => ({
  done: [...one.done, ...other.done],
  unchanged: [...one.unchanged, ...other.unchanged],
  refused: [...one.refused, ...other.refused],
});

export interface Assignment {
  /** Null: nobody. */
  readonly assignee: string | null;
  readonly reason?: string;
}

export const decideSome = act(
  'POST /api/v1/discrepancies/decide',
  (send, ids: readonly string[], assignment: Assignment) =>
    send<z.input<typeof discrepancyOutcome>>({}, { ids, decision: 'assign', ...assignment }),
);

/** A hundred at a time: what is decided stays so, whatever becomes of the rest. */
export async function assignMany(
  ids: readonly string[],
  assignment: Assignment,
  progress: Progress,
): Promise<ManyOutcome> {
  let all = NOTHING;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const { decided, unchanged, refused } = await decideSome(some, assignment);
    all = together(all, { done: decided, unchanged, refused });
    progress(from + some.length);
  }
  return all;
}

/** One after the other. */
export async function commentMany(
  ids: readonly string[],
  text: string,
  progress: Progress,
): Promise<ManyOutcome> {
  let all = NOTHING;
  for (const [at, id] of ids.entries()) {
    const one = await comment(id, text).then(
      () => ({ ...NOTHING, done: [id] }),
      (error: unknown) => ({
        ...NOTHING,
        refused: [{ id, why: error instanceof Error ? error.message : String(error) }],
      }),
    );
    all = together(all, one);
    progress(at + 1);
  }
  return all;
}
