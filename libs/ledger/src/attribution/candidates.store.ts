import type { Sql } from '#database/sql.js';
import { resolvedStore } from '../legs.store.js';

/** Which legs are looked through, each by an index that has them in order. */
export type LegSearch = 'named' | 'unnamed' | 'code';

/** Which legs, or which orders of a store: those that are known to be placed, and the others. */
export type Search = LegSearch | 'placed' | 'unplaced';

/** How far a search has come: the order's time and the leg. Null: nowhere yet. */
export interface Looked {
  readonly looked_at: Date | null;
  readonly looked_id: string | null;
}

export interface Searching extends Looked {
  readonly account_id: string | null;
  readonly vendor_store_id: string | null;
  readonly code: string | null;
  readonly since: Date | null;
  readonly search: Search;
}

export interface Candidate {
  readonly id: string;
  readonly order_at: Date | null;
  /** Of a leg: its store is another under today's bindings than the one in its row. */
  readonly misplaced: boolean;
}

export interface LegCandidate extends Candidate {
  readonly account_id: string;
  readonly vendor_no: string;
}

/** So many are looked at by one statement: before a change, and in each step after it. */
export const MOST_LOOKED = { before: 1_000, step: 50 } as const;

const PARTS: Readonly<Record<LegSearch, string>> = {
  named: `account_id = $3 AND vendor_store_id = $4 AND (order_at, id) > ($1, $2) ORDER BY order_at, id`,
  // Every column of the index, or the legs would not be known to be in order.
  unnamed: `account_id = $3 AND vendor_store_id IS NULL AND (order_at, id) > ($1, $2)
    ORDER BY vendor_store_id, order_at, id`,
  code: `own_store_ids AND lower(vendor_store_id) = lower($2) AND id > $1 ORDER BY lower(vendor_store_id), id`,
};

/** The next legs of a search, in its order. */
export function nextCandidates(
  sql: Sql,
  searching: Searching & { readonly search: LegSearch },
  when: keyof typeof MOST_LOOKED,
): Promise<LegCandidate[]> {
  const { search } = searching;
  return sql.rows({
    name: `ledger_candidates_${when}_${search}`,
    // The limit is written into it, or the planner would expect a tenth of all legs.
    text: `WITH part AS MATERIALIZED (
             SELECT id, account_id, vendor_no, vendor_store_id, own_store_ids, order_at, store_id FROM legs
             WHERE ${PARTS[search]} LIMIT ${String(MOST_LOOKED[when])}),
           resolved AS (${resolvedStore('part AS legs')})
           SELECT part.id, account_id, vendor_no, order_at, part.store_id IS DISTINCT FROM resolved.store_id AS misplaced
           FROM resolved JOIN part USING (id) ORDER BY ${search === 'code' ? '' : 'order_at, '}part.id`,
    values: valuesOf(searching),
  });
}

const NO_LEG = '00000000-0000-0000-0000-000000000000';

function valuesOf(searching: Searching & { readonly search: LegSearch }): readonly unknown[] {
  const { search, account_id, vendor_store_id, code, since, looked_at, looked_id } = searching;
  const id = looked_id ?? NO_LEG;
  if (search === 'code') return [id, code];
  const from = [looked_at ?? since ?? '-infinity', id, account_id];
  return search === 'named' ? [...from, vendor_store_id] : from;
}
