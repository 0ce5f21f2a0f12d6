import type { Gauge } from 'prom-client';
import { REPAIR_STATES } from '#reconciliation/mend/repair.js';
import type { RepairCount } from '#reconciliation/operator/repairs-standing.query.js';

/** @returns shows it; undefined while the database cannot be asked */
export function repairGauge(gauge: (name: string, help: string, labels: readonly string[]) => Gauge) {
  const repairs = gauge(
    'repairs',
    'What is done about discrepancies: all that has not ended, and what was made within a day, by state.',
    ['state'],
  );
  return (counts: readonly RepairCount[] | undefined): void => {
    repairs.reset();
    if (counts === undefined) return;
    for (const state of REPAIR_STATES) repairs.set({ state }, 0);
    for (const { state, count } of counts) repairs.set({ state }, count);
  };
}
