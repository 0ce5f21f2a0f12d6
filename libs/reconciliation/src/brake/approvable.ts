import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import { ALL, standingStops } from './brakes.store.js';

const MOST_UNNAMED = 20;

/**
 * While automatic repairs are stopped people go on one by one, up to twenty at once; who approves more has seen what
 * stands, and names it: the stop of all, else those of the accounts.
 * @param stores of whom approves: whoever sees single stores sees no stop, and goes on in small numbers
 * @throws DomainError `reason`, `ids`
 */
export async function assertApprovable(
  sql: Sql,
  { count, reason, stores = null }: { count: number; reason: string; stores?: StoreScope | undefined },
): Promise<void> {
  if (count <= MOST_UNNAMED) return;
  const stops = await standingStops(sql);
  if (stores !== null && stops.length > 0)
    throw new DomainError(refusal('too_many_while_stopped', { most: MOST_UNNAMED }), 'ids');
  const named = stops[0]?.scope === ALL ? stops.slice(0, 1) : stops;
  const missing = named.filter(({ stopId }) => !reason.includes(stopId));
  if (missing.length > 0)
    throw new DomainError(
      refusal('must_name_stops', {
        most: MOST_UNNAMED,
        stops: missing.map(({ stopId }) => stopId).join(', '),
      }),
      'reason',
    );
}
