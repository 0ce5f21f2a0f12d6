/** From then on a person is to look whether an order is at the till, ms. */
const LONG_UNKNOWN_MS = 5 * 60_000;

/**
 * Whether nobody could find out for long what became of what was sent.
 * @param sentBy by then it had been sent
 */
export const isLongUnknown = (state: string, sentBy: Date | null, now: Date): boolean =>
  state === 'unknown' && sentBy !== null && now.getTime() - sentBy.getTime() >= LONG_UNKNOWN_MS;

/** What was sent by then and is unknown still, is so for long. */
export const longUnknownBefore = (now: Date): Date => new Date(now.getTime() - LONG_UNKNOWN_MS);
