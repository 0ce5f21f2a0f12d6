import type { Sql } from '#database/sql.js';
import type { DispatchState } from '../dispatch-words.js';

/** Where a command stands, for whoever asked for it. */
export interface CommandStanding {
  readonly id: string;
  readonly state: DispatchState;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export const commandStandings = (sql: Sql, ids: readonly string[]): Promise<CommandStanding[]> =>
  sql.rows({
    name: 'dispatch_standings',
    text: `SELECT id, state, error_code AS "errorCode", error_message AS "errorMessage"
           FROM dispatches WHERE id = ANY($1::uuid[])`,
    values: [ids],
  });
