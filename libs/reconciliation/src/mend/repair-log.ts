import type { Sql } from '#database/sql.js';
import type { Log } from '#domain/log.js';
import { repairStanding, type RepairStanding } from './due-repairs.store.js';

interface LogParts {
  readonly database: Sql;
  readonly log: Log;
}

/**
 * Does something about a repair, and tells the log what has become of it once that is committed. Where two hubs take one
 * at the same moment, both may say so; it has happened once.
 */
export async function telling(
  { database, log }: LogParts,
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  const before = await repairStanding(database, id);
  await work();
  const after = await repairStanding(database, id);
  if (after !== undefined && outcomeOf(after) !== outcomeOf(before)) log(lineOf(after));
}

const outcomeOf = (standing: Pick<RepairStanding, 'state' | 'verified'> | undefined): string | undefined =>
  standing?.verified ?? standing?.state;

const WARNED: ReadonlySet<string> = new Set(['failed', 'not_mended']);

function lineOf({ state, verified, ...repair }: RepairStanding): Parameters<Log>[0] {
  const outcome = verified ?? state;
  return { event: 'repair', level: WARNED.has(outcome) ? 'warn' : 'info', outcome, ...repair };
}
