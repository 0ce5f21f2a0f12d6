import type { Sql } from '#database/sql.js';

/** What became of a leg that was asked for. */
export type LegStanding =
  | { readonly is: 'confirmed'; readonly confirmedAt: Date }
  /** For a call, an account that is paused, a vendor that does not answer: why, where that is known. */
  | {
      readonly is: 'waiting';
      readonly code: string | null;
      readonly message: string | null;
      readonly dueAt: Date | null;
    }
  | { readonly is: 'failed'; readonly code: string; readonly message: string }
  | { readonly is: 'not_fetchable' };

/** Who asks vendors for single legs anew. */
export interface FreshLegs {
  /** In the caller's transaction. @returns when it was asked, by which its end is known */
  ask(sql: Sql, legIds: readonly string[]): Promise<{ readonly askedAt: Date }>;
  /** Of each of these legs. */
  standing(
    sql: Sql,
    asks: readonly { readonly legId: string; readonly askedAt: Date }[],
  ): Promise<ReadonlyMap<string, LegStanding>>;
}
