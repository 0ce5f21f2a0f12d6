/** So much of the calls goes into listing the newest data: half an hour's pause at 300 a day, 18 minutes' at 500. */
const LISTING_SHARE = 16 / 100;
/** Nobody waits for fresher data than that, whatever a vendor allows; and where nobody knows what it allows. */
export const SHORTEST_MS = 60_000;

export interface ListingCalls {
  /** Null: nobody knows it. */
  readonly limit: number | null;
  readonly periodMs: number;
  /** That are listed with these calls, those of all accounts of the caller together. */
  readonly streams: number;
}

/** How long to pause between two listings of a stream where the settings leave it to us, ms. */
export function defaultPauseMs({ limit, periodMs, streams }: ListingCalls): number {
  if (limit === null) return SHORTEST_MS;
  const listings = Math.max(1, Math.floor(limit * LISTING_SHARE));
  return Math.max(SHORTEST_MS, Math.ceil((periodMs * Math.max(1, streams)) / listings));
}
