import type { Sql } from '#database/sql.js';

export interface TriedAccount {
  readonly id: string;
  readonly name: string;
  readonly paused: false;
}

/** Every account that is not paused, whether or not this hub can read its settings: another may. */
export const triedAccounts = (sql: Sql): Promise<TriedAccount[]> =>
  sql.rows({
    name: 'alarms_tried_accounts',
    text: 'SELECT id, name, paused FROM accounts WHERE NOT paused ORDER BY id',
  });
