export interface ReconciliationSettings {
  /** How many orders are compared in one transaction: what each of its statements costs is shared by them. */
  readonly ordersPerBatch: number;
  /** How many hours are looked at at once. */
  readonly hoursPerBatch: number;
  /** For how many legs others are looked for in one transaction. */
  readonly legsPerSlice: number;
  readonly runs: RunSettings;
  readonly repairs: RepairSettings;
}

/** How many repairs may begin by themselves within an hour; one more stops them. */
export interface RepairSettings {
  /** Of one rule and account. */
  readonly mostOfRule: number;
  readonly mostOfAccount: number;
  readonly mostOfAll: number;
}

/** Of runs: comparisons of every order of a period. */
export interface RunSettings {
  /** `HH:MM` in Asia/Shanghai at which one begins by itself; none: never. */
  readonly at: readonly string[];
  /** How many days such a one looks back. */
  readonly days: number;
  /** How many orders are read and judged at once. */
  readonly ordersPerSlice: number;
  /** How long a hub holds a run before another may take it over, ms. */
  readonly leaseMs: number;
}

export const DEFAULT_RUN_SETTINGS: RunSettings = {
  at: ['05:30'],
  days: 35,
  ordersPerSlice: 2_000,
  leaseMs: 60_000,
};

export const DEFAULT_REPAIR_SETTINGS: RepairSettings = { mostOfRule: 20, mostOfAccount: 50, mostOfAll: 200 };

export const DEFAULT_RECONCILIATION_SETTINGS: ReconciliationSettings = {
  ordersPerBatch: 500,
  hoursPerBatch: 500,
  legsPerSlice: 200,
  runs: DEFAULT_RUN_SETTINGS,
  repairs: DEFAULT_REPAIR_SETTINGS,
};
