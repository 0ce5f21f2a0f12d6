import type { Gauge } from 'prom-client';
import { RULE_CODES } from '#domain/discrepancy-rule.js';
import { DISCREPANCY_STATES } from '#reconciliation/keep/keep-rule.js';
import type { ComparisonsWaiting } from '#reconciliation/operator/comparisons-waiting.query.js';
import type { DiscrepancyCount } from '#reconciliation/operator/discrepancy-counts.query.js';
import type { StoppedCounts } from '#reconciliation/operator/brakes.query.js';
import type { RepairCount } from '#reconciliation/operator/repairs-standing.query.js';
import { repairGauge } from './repair-gauge.js';
import { RUN_STANDINGS, type RunCount } from '#reconciliation/operator/runs-standing.query.js';
import type { IncidentCount } from '#reconciliation/operator/incidents.query.js';

/** How the comparing of orders stands, and what it has found. */
export interface DiscrepancyStanding {
  readonly counts: readonly Pick<DiscrepancyCount, 'rule' | 'state' | 'count'>[];
  readonly incidents: readonly IncidentCount[];
  readonly waiting: ComparisonsWaiting;
  readonly stopped: StoppedCounts;
  /** Of links; open ones. */
  readonly suggestions: number;
  readonly runs: readonly RunCount[];
  readonly repairs: readonly RepairCount[];
}

const LIVE = DISCREPANCY_STATES.filter((state) => state !== 'closed');

/** @returns shows it; undefined while the database cannot be asked */
export function discrepancyGauges(gauge: (name: string, help: string, labels: readonly string[]) => Gauge) {
  const found = gauge(
    'discrepancies',
    'Where vendors’ stories differ and what is not closed, by rule; open ones wait for a person.',
    ['rule', 'state'],
  );
  const incidents = gauge(
    'incidents',
    'Many discrepancies of one rule and account, opened within an hour, of which some are open.',
    ['rule'],
  );
  const stopped = gauge(
    'brake_stopped',
    'Brakes that let no repair begin by itself until a person starts it again: of all, and of accounts.',
    ['scope'],
  );
  const waiting = gauge('comparisons_waiting', 'Orders that changed and are not compared yet.', []);
  const suggestions = gauge('link_suggestions', 'Orders that may be one, and wait for a person to say.', []);
  const oldest = gauge('comparisons_oldest_seconds', 'For how long the oldest of these waits.', []);
  const runs = gauge(
    'reconciliation_runs',
    'Runs that are open, paused by a person or failing, and those of a day that have left orders.',
    ['state'],
  );
  const repairs = repairGauge(gauge);
  return (standing: DiscrepancyStanding | undefined): void => {
    found.reset();
    incidents.reset();
    stopped.reset();
    runs.reset();
    repairs(standing?.repairs);
    waiting.remove();
    oldest.remove();
    suggestions.remove();
    if (standing === undefined) return;
    for (const rule of RULE_CODES) for (const state of LIVE) found.set({ rule, state }, 0);
    for (const rule of RULE_CODES) incidents.set({ rule }, 0);
    for (const { rule, count } of standing.incidents) incidents.set({ rule }, count);
    for (const { rule, state, count } of standing.counts) found.inc({ rule, state }, count);
    stopped.set({ scope: 'all' }, standing.stopped.all);
    stopped.set({ scope: 'account' }, standing.stopped.accounts);
    for (const state of RUN_STANDINGS) runs.set({ state }, 0);
    for (const { state, count } of standing.runs) runs.set({ state }, count);
    waiting.set(standing.waiting.count);
    oldest.set(standing.waiting.oldestSeconds);
    suggestions.set(standing.suggestions);
  };
}
