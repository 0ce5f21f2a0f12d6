import type { Sql } from '#database/sql.js';
import type { OpenAttribution } from './attributions.store.js';
import type { Candidate } from './candidates.store.js';

/** What an attribution looks through, and what it does with those that are to be taken in hand. */
export interface Mover<Each extends Candidate> {
  /** The next of its search. */
  next(sql: Sql, attribution: OpenAttribution): Promise<readonly Each[]>;
  /** Under their orders' locks. @returns how many orders are another store's now, or count otherwise */
  move(sql: Sql, attribution: OpenAttribution, candidates: readonly Each[]): Promise<number>;
}
