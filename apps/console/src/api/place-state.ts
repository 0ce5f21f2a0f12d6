import { useLocation } from 'react-router';

/**
 * What a place in the browser's history keeps beside its address: it survives back, forward and reload, and is in no
 * address, no log and no link.
 */
export interface PlaceState {
  /** What is looked for: it may be a person's phone number. */
  readonly text?: string;
  /** The part of the list before is one step back. */
  readonly isNext?: true;
}

export const usePlaceState = (): PlaceState => (useLocation().state as PlaceState | null) ?? {};
