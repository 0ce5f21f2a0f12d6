import { DatabaseBehindError } from '#database/byte-room.js';
import { DatabaseSilentError } from '#database/statement-bounds.js';
import { isDatabaseAway } from '#database/database-away.js';

/** For an operator, by the code that PostgreSQL gives. */
const BY_CODE: Readonly<Record<string, string>> = {
  '53100': 'the database’s disk is full',
  '53200': 'the database has no memory left',
  '53300': 'the database has no connection left',
  '55P03': 'somebody keeps a lock in the database that it needs',
  '58030': 'the database cannot use its disk',
  '57014': 'the database’s statements are cancelled',
  '57P01': 'the database is stopping',
  '57P02': 'the database has crashed and recovers',
  '57P03': 'the database is starting or stopping',
  '25006': 'the database takes no writes: it is a standby, or was made read-only',
};

/** What is wrong with the database, in words that can stand in a sentence; nothing of the statement is in them. */
export function databaseFault(error: unknown): string {
  if (error instanceof DatabaseSilentError) return 'the database does not answer in time';
  if (error instanceof DatabaseBehindError)
    return 'the bodies that are being sent, or wait, fill the memory for them';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (isDatabaseAway(error)) return 'the database cannot be reached';
  return code === ''
    ? 'of an error that nobody foresaw; the log has more'
    : `the database refuses it (${code})`;
}
