import { isDatabaseAway } from '#database/database-away.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { kindOf } from '#domain/thrown.js';
import { noteRepairFailures } from './repair-steps.store.js';

interface FailureParts {
  readonly database: Sql;
  readonly clock: Clock;
  readonly log: Log;
}

const PAUSE_MS = 60_000;

/** Repairs that could not be looked at stop only themselves. @throws the error, where the database is away */
export async function repairsFailed(
  { database, clock, log }: FailureParts,
  repairIds: readonly string[],
  error: unknown,
): Promise<void> {
  if (isDatabaseAway(error)) throw error;
  log({ event: 'repair', level: 'error', repairIds, outcome: 'failed', error });
  const dueAt = new Date(clock.now().getTime() + PAUSE_MS);
  await noteRepairFailures(database, repairIds, `unexpected fault: ${kindOf(error)}`, dueAt);
}
