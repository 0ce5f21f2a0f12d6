import type { Gauge } from 'prom-client';
import type { Standing } from './standing.js';

/** Of long jobs; without labels. @returns shows them; undefined while the database cannot be asked */
export function jobGauges(gauge: (name: string, help: string) => Gauge) {
  const attributions = gauge(
    'attributions_open',
    'Jobs that give recorded orders to stores; the hours of these stores rest meanwhile.',
  );
  const attributionSeconds = gauge(
    'attribution_oldest_seconds',
    'For how long the oldest open one of these jobs is open.',
  );
  const refolds = gauge(
    'refolds_open',
    'Jobs that fold recorded orders anew after an upgrade and have not come to their end.',
  );
  const refoldLegsLeft = gauge(
    'refold_legs_left',
    'Vendors’ views of orders that these jobs could not fold anew; GET /jobs says why.',
  );
  const bulks = gauge('bulks_open', 'Bulk acts that somebody has begun and that have not ended.');
  const bulkSeconds = gauge('bulk_oldest_seconds', 'For how long the oldest of these goes on.');
  return (standing: Pick<Standing, 'attributions' | 'refolds' | 'bulks'> | undefined): void => {
    for (const one of [attributions, attributionSeconds, refolds, refoldLegsLeft, bulks, bulkSeconds])
      one.remove();
    if (standing === undefined) return;
    attributions.set(standing.attributions.open);
    attributionSeconds.set(standing.attributions.oldestSeconds);
    refolds.set(standing.refolds.open);
    refoldLegsLeft.set(standing.refolds.legsLeft);
    bulks.set(standing.bulks.open);
    bulkSeconds.set(standing.bulks.oldestSeconds);
  };
}
