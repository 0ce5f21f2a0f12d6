import type { Sql } from '#database/sql.js';
import type { FetchAsked, FetchStanding } from '#polling/refresh/refetch.service.js';

/** Who asks vendors for single legs anew: polling, where nothing else is said. */
export interface FreshLegs {
  /** In the caller's transaction. @returns when it was asked, by which its end is known */
  ask(sql: Sql, legIds: readonly string[]): Promise<{ readonly askedAt: Date }>;
  /** Of each of these legs. */
  standing(sql: Sql, asks: readonly FetchAsked[]): Promise<ReadonlyMap<string, FetchStanding>>;
}
