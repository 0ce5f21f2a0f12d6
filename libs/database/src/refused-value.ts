/** SQLSTATE classes: a value that is none of its type, one that a rule of the table forbids, one beyond a limit. */
const REFUSING = ['22', '23', '54'];

/**
 * The database is there and works, but does not take a value of this very statement, and never will. How something
 * went is then to be written in fixed words: unsettled, it would be done again, for ever.
 */
export const isRefusedValue = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && REFUSING.includes(String(error.code).slice(0, 2));
