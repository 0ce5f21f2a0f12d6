import { ConnectorError, type NotSent } from './connector-error.js';

/** Where the hub does not say how long: a gate that could not find out may in a moment. */
const PAUSE_MS = 5_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;

/** A refusal of the hub's own. */
export type Unsent = ConnectorError & { readonly notSent: NotSent };

export const isUnsent = (error: unknown): error is Unsent =>
  error instanceof ConnectorError && error.notSent !== undefined;

/**
 * When what was not sent is tried again: soon, and however often it was tried before, because it was not tried now.
 * @param random uniform in [0, 1)
 */
export function afterUnsent(
  { retryAfterMs = PAUSE_MS }: { readonly retryAfterMs?: number | undefined },
  now: Date,
  random: () => number,
): Date {
  const pause = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, retryAfterMs));
  return new Date(now.getTime() + pause + random() * SHORTEST_MS);
}
