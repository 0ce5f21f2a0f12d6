/** SQLSTATE classes: a value that is none of its type, one that a rule of the table forbids, one beyond a limit. */
const REFUSING = ['22', '23', '54'];
/** Those of a value alone: whatever else stands in the tables, it is refused again. */
const IMPOSSIBLE = ['22', '54'];

/**
 * The database is there and works, but does not take a value of this very statement, and never will. How something
 * went is then to be written in fixed words: unsettled, it would be done again, for ever.
 */
export const isRefusedValue = (error: unknown): boolean => REFUSING.includes(classOf(error));

/** No column could hold the value: a number of too many digits, a text that is no number. */
export const isImpossibleValue = (error: unknown): boolean => IMPOSSIBLE.includes(classOf(error));

const classOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code).slice(0, 2) : '';
