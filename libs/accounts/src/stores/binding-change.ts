import type { MovedHour } from './moved-hours.js';

/** What a change of bindings would do; nothing of it is done. */
export interface BindingChange {
  readonly storeId: string;
  readonly vendorStoreId: string;
  /** Orders of that time and later would be of the store; null: always. */
  readonly from: Date | null;
  /** The binding that would end at `from`. */
  readonly closes: string | null;
  /** The binding that has ended and would be open again. */
  readonly reopens: string | null;
  /** Recorded orders that would be of another store, or of none any more. */
  readonly orders: number;
  /** The hours in which these sell, the earliest first; at most {@link MOST_HOURS_NAMED}. */
  readonly hours: readonly MovedHour[];
  /** How many hours are not named. */
  readonly moreHours: number;
}

export const MOST_HOURS_NAMED = 1_000;

/** Thrown to take back what was only tried. */
export class OnlyTried extends Error {
  override readonly name = 'OnlyTried';

  constructor(readonly change: BindingChange) {
    super('the change was only tried');
  }
}
