import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How long a statement of each class may take before its connection is given up, ms; undefined: for ever.
 * `acknowledging` bounds the whole work, waiting for a connection included: a sender waits for it.
 */
export const STATEMENT_BOUNDS = {
  /** Storing a delivery, finding its account, and whether the hub is ready. */
  acknowledging: 5_000,
  /** Whatever names no other class: the admin REST, claims, recording, marks. */
  ordinary: 30_000,
  /** Jobs over a whole table: forgetting keys, making room for months. */
  long: 600_000,
  /** Changes of tables; how long these take, nobody knows before. */
  migration: undefined,
} as const;

export type StatementClass = keyof typeof STATEMENT_BOUNDS;

interface Allowed {
  readonly statements: StatementClass;
  /** For a work that is bounded as a whole: when it is over, on the monotonic clock. */
  readonly until?: number;
}

const allowed = new AsyncLocalStorage<Allowed>();

/** Every statement that `work` sends, Prisma's too, is of this class. What only a later `await` sends is not. */
export function within<T>(statements: StatementClass, work: () => T): T {
  if (statements !== 'acknowledging') return allowed.run({ statements }, work);
  return allowed.run({ statements, until: performance.now() + STATEMENT_BOUNDS.acknowledging }, work);
}

export const statementClass = (): StatementClass => allowed.getStore()?.statements ?? 'ordinary';

/** How long a statement that is sent now may take, ms; undefined: for ever. */
export function allowedMs(): number | undefined {
  const until = allowed.getStore()?.until;
  return until === undefined ? STATEMENT_BOUNDS[statementClass()] : Math.max(0, until - performance.now());
}

/** The database did not answer in time. What was sent may have been done nevertheless, a COMMIT too. */
export class DatabaseSilentError extends Error {
  override readonly name = 'DatabaseSilentError';
  /** As the system says it of a connection: whoever knows that code knows this. */
  readonly code = 'ETIMEDOUT';

  constructor(what: string, ms: number) {
    super(`${what} within ${String(Math.round(ms))} ms`);
  }
}
