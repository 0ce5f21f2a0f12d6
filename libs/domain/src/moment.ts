import type { StoreScope } from './access.js';

/** A place in a list that goes by time and, within one instant, by a key: both say where a part of it begins. */
export interface Moment {
  readonly at: Date;
  readonly key: string;
}

/** What comes after a moment, and how much of it. */
export interface MomentPart {
  readonly after: Moment;
  readonly limit: number;
  /** Of which stores. */
  readonly stores?: StoreScope | undefined;
}
