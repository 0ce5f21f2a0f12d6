/**
 * What says that PostgreSQL cannot be asked just now, rather than that it refused: no connection, a server
 * that starts or stops, or has no connection, memory or disk left, a primary that became a standby, a lock that
 * somebody else kept for too long, a session, a transaction or a statement that the server ended, or that lost
 * against another. The same request may succeed a little later.
 */
const SQL_STATES = /^(08...|53[0123]00|58030|57014|57P0[1235]|25006|25P0[34]|40001|40P01|55P03)$/;
const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Prisma's: unreachable, timed out, connection closed, too many connections, write conflict. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2034', 'P2037']);
/** pg says these without a code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end)/;
const DEEPEST = 5;

/** Looks at the error and at what caused it. Only errors of ours or of the database may be asked. */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > DEEPEST) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (
    SQL_STATES.test(code) ||
    SYSTEM_CODES.has(code) ||
    PRISMA_CODES.has(code) ||
    MESSAGES.test(error.message)
  )
    return true;
  const within: unknown[] = error instanceof AggregateError ? error.errors : [];
  return (
    saysSo(error.cause) ||
    [error.cause, ofTheAdapter(error), ...within].some((inner) => isDatabaseAway(inner, depth + 1))
  );
}

/** Prisma keeps the error of its adapter here, under a code of its own that says nothing of what it was. */
function ofTheAdapter(error: Error): unknown {
  const meta: unknown = 'meta' in error ? error.meta : null;
  return typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta
    ? meta.driverAdapterError
    : undefined;
}

/** The adapter's error was caused by what PostgreSQL said, which is no error but its fields. */
const saysSo = (cause: unknown): boolean =>
  typeof cause === 'object' &&
  cause !== null &&
  'originalCode' in cause &&
  typeof cause.originalCode === 'string' &&
  SQL_STATES.test(cause.originalCode);
