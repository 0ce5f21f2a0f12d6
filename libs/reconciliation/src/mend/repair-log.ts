import type { Sql } from '#database/sql.js';
import type { AccountEvent, Log } from '#domain/log.js';
import { repairStandings, type RepairStanding } from './due-repairs.store.js';

export interface RepairLogParts {
  readonly database: Sql;
  readonly log: Log;
}

/**
 * Does something about a repair, and tells the log what has become of it once that is committed. Where two hubs take one
 * at the same moment, both may say so; it has happened once.
 */
export async function telling(
  { database, log }: RepairLogParts,
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  const [before] = await repairStandings(database, [id]);
  await work();
  const [after] = await repairStandings(database, [id]);
  if (after !== undefined && outcomeOf(after) !== outcomeOf(before)) log(lineOf(after));
}

/** Tells the log what a person has said of repairs, once that is committed; by the id of the API key. */
export async function tellSaid(
  { database, log }: RepairLogParts,
  ids: readonly string[],
  { outcome, by: actorId }: { readonly outcome: 'approved' | 'asked' | 'dismissed'; readonly by: string },
): Promise<void> {
  if (ids.length === 0) return;
  for (const standing of await repairStandings(database, ids))
    log({ ...lineOf(standing), level: 'info', outcome, actorId });
}

const outcomeOf = (standing: Pick<RepairStanding, 'state' | 'verified'> | undefined): string | undefined =>
  standing?.verified ?? standing?.state;

const WARNED: ReadonlySet<string> = new Set(['failed', 'not_mended']);

function lineOf({ state, verified, ...repair }: RepairStanding): AccountEvent {
  const outcome = verified ?? state;
  return { event: 'repair', level: WARNED.has(outcome) ? 'warn' : 'info', outcome, ms: undefined, ...repair };
}
