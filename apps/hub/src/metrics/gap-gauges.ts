import type { Gauge } from 'prom-client';
import type { GapCounts } from '#reporting/operator/gap-counts.query.js';

export const GAP_COUNTS = [
  'missing',
  'overdue',
  'provisional',
  'changesOverdue',
] as const satisfies readonly (keyof GapCounts)[];

/** Of hours that are not as they should be; without labels. */
export const gapGauges = (
  gauge: (name: string, help: string) => Gauge,
): Readonly<Record<keyof GapCounts, Gauge>> => ({
  missing: gauge(
    'hours_missing',
    'Hours of the last 35 days that were left out and could not be filled when they were last looked for.',
  ),
  overdue: gauge(
    'hours_overdue',
    'Hours that are not derived though they are held back no longer, for whatever reason.',
  ),
  provisional: gauge(
    'hours_provisional',
    'Hours that are reported while a listed source of their store is not read to their end.',
  ),
  changesOverdue: gauge(
    'changes_overdue',
    'Changed orders that have waited for ten minutes: hours of theirs cannot be derived anew.',
  ),
});
