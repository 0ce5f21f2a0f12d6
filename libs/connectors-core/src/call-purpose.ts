/**
 * What calls to vendors are made for, in the order in which they are granted where a vendor counts them: `listing`
 * reads the newest orders when they are due, `fetch` looks again at open ones (one by its number, older ones by lists),
 * `backfill` reads those of the past, and the newest sooner because a push told of some, `repair` looks once more before
 * something is mended: of these there is a share of the calls at most.
 */
export const GRANTED_PURPOSES = [
  'place',
  'cancel',
  'find',
  'complete',
  'ship',
  'listing',
  'fetch',
  'backfill',
  'repair',
] as const;

/** Beside the order, counted and never refused: `quota` reads the vendor's own count, `check` is a person's call. */
export const CALL_PURPOSES = [...GRANTED_PURPOSES, 'quota', 'check'] as const;

export type GrantedPurpose = (typeof GRANTED_PURPOSES)[number];
export type CallPurpose = (typeof CALL_PURPOSES)[number];
