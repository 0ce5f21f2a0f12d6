import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { ALL, standingStops } from './brakes.store.js';

const MOST_UNNAMED = 20;

/**
 * While automatic repairs are stopped people go on one by one, up to twenty at once; who approves more has seen what
 * stands, and names it: the stop of all, else those of the accounts.
 * @throws DomainError `reason`
 */
export async function assertApprovable(sql: Sql, count: number, reason: string): Promise<void> {
  if (count <= MOST_UNNAMED) return;
  const stops = await standingStops(sql);
  const named = stops[0]?.scope === ALL ? stops.slice(0, 1) : stops;
  const missing = named.filter(({ stopId }) => !reason.includes(stopId));
  if (missing.length > 0)
    throw new DomainError(
      `must name what stands, where more than ${String(MOST_UNNAMED)} are approved at once: automatic repairs are ` +
        `stopped (stop ${missing.map(({ stopId }) => stopId).join(', ')}); see GET /brakes`,
      'reason',
    );
}
