import type { RetentionHold } from '#domain/retention.js';
import type { Sql } from './sql.js';

/** Rows of a month that something still needs: it stays as long as there are any. */
export interface Hold {
  readonly code: RetentionHold;
  /** SQL: what holds of such a row, `t`. */
  readonly where: string;
}

/** From the first instant of a month to that of the next, in UTC. */
export interface MonthSpan {
  readonly from: Date;
  readonly to: Date;
}

/** A table of months that go as a whole. Each lib says it of its own tables. */
export interface RetainedMonths {
  readonly table: string;
  /** The column that says in which month a row is. */
  readonly time: string;
  readonly holds: readonly Hold[];
  /** What has no sense any more without the month; may be done twice. */
  readonly gone?: (sql: Sql, month: MonthSpan) => Promise<void>;
}

export interface Forgotten {
  readonly rows: number;
  /** Where to go on; null: nothing is left. */
  readonly after: string | null;
}

/** Rows of a table that go by themselves, a few at a time. */
export interface RetainedRows {
  readonly table: string;
  /** What would go, counted up to `most`, and the time of the oldest row there is. Changes nothing. */
  due(
    sql: Sql,
    before: Date,
    most: number,
  ): Promise<{ readonly rows: number; readonly oldestAt: Date | null }>;
  /** Deletes a few of what is older; in the caller's transaction. @param after where the last call ended; null: from the beginning */
  forget(sql: Sql, before: Date, after: string | null): Promise<Forgotten>;
}
