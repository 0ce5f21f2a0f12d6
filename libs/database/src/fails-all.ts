import { isDatabaseAway } from './database-away.js';
import type { Sql } from './sql.js';
import { DatabaseSilentError } from './statement-bounds.js';

/** The server has ended a statement, or a transaction for its length. */
const ENDED: ReadonlySet<unknown> = new Set(['57014', '25P04']);

/** It may be the statement's own: it asked for too much. */
const tookTooLong = (error: unknown): boolean =>
  error instanceof DatabaseSilentError ||
  (error instanceof Error && 'code' in error && ENDED.has(error.code));

/**
 * Whether everything would fail by it alike: the database is away, or somebody keeps a lock. What took too long is taken
 * for too much at once, by those who write to the database next that it failed: a silent one does not take that.
 */
export const failsAll = (error: unknown): boolean => isDatabaseAway(error) && !tookTooLong(error);

/** The same, for who writes nothing next: what took too long is too much only where the database answers now. */
export async function failsAllNow(error: unknown, sql: Sql): Promise<boolean> {
  if (!isDatabaseAway(error)) return false;
  if (!tookTooLong(error)) return true;
  try {
    await sql.rows({ text: 'SELECT' });
    return false;
  } catch {
    return true;
  }
}
