import type { Problem } from '#admin-contract/problem.js';

/** What the hub answered that it could not or would not do. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    /** How long it asks one to wait before the next try, seconds. */
    readonly retryAfter: number | undefined,
  ) {
    super(problem.detail ?? problem.title);
  }

  get status(): number {
    return this.problem.status;
  }
}

/** Nothing answered, or something that is not the hub. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';

  constructor(
    message: string,
    /** Whether something was to be done, which may be done all the same. */
    readonly mayBeDone: boolean,
  ) {
    super(message);
  }
}

export const isSignedOut = (error: unknown): boolean => error instanceof ProblemError && error.status === 401;
