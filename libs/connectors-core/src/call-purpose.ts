/**
 * What calls to vendors are made for, in the order in which they are granted where a vendor counts them: `fetch`
 * asks for one order by its number, `listing` reads the newest orders, `backfill` those of the past.
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
] as const;

/** Beside the order, counted and never refused: `quota` reads the vendor's own count, `check` is a person's call. */
export const CALL_PURPOSES = [...GRANTED_PURPOSES, 'quota', 'check'] as const;

export type GrantedPurpose = (typeof GRANTED_PURPOSES)[number];
export type CallPurpose = (typeof CALL_PURPOSES)[number];
