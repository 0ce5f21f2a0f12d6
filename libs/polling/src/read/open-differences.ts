/** An hour of a store about which a vendor and we do not agree yet. */
export interface DisputedHour {
  readonly storeId: string;
  readonly start: Date;
  readonly end: Date;
}

/** Who knows of such hours: a provider of another module, because this lib may not know it. */
export interface OpenDifferences {
  /** Those of these stores that begin in [from, to). */
  within(storeIds: readonly string[], from: Date, to: Date): Promise<readonly DisputedHour[]>;
}
