import type { Sql } from '#database/sql.js';
import { type CommandStanding, commandStandings } from '#dispatch/operator/command-ends.query.js';
import type { RepairEnd } from './action.js';

/** Of commands by their ids. What is held waits for a person, who can end it: it is open. */
export async function commandEnds(sql: Sql, ids: readonly string[]): Promise<Map<string, RepairEnd>> {
  const standings = await commandStandings(sql, ids);
  return new Map(standings.map((one) => [one.id, endOf(one)]));
}

function endOf({ state, errorCode: code, errorMessage: message }: CommandStanding): RepairEnd {
  if (state === 'done') return { is: 'done' };
  if (state === 'failed' || state === 'withdrawn')
    return { is: 'failed', code: code ?? state, message: message ?? '' };
  return { is: 'open', code, message };
}
