import { DEFAULT_RECONCILIATION_SETTINGS } from '#reconciliation/reconciliation-settings.js';
import type { ReadyEnv } from './ready-env.js';

/** When orders are compared, and how many repairs may begin, as the environment has it. */
export const reconciliationSettings = ({ reconcile, repairs }: ReadyEnv) => ({
  ...DEFAULT_RECONCILIATION_SETTINGS,
  repairs,
  runs: { ...DEFAULT_RECONCILIATION_SETTINGS.runs, ...reconcile },
});
