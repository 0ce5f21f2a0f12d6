export interface ReconciliationSettings {
  /** How many orders are compared in one transaction. */
  readonly ordersPerBatch: number;
}

export const DEFAULT_RECONCILIATION_SETTINGS: ReconciliationSettings = { ordersPerBatch: 200 };
