import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

export const legAccounts = (
  sql: Sql,
  legIds: readonly string[],
): Promise<{ leg_id: string; account_id: string }[]> =>
  sql.rows({
    name: 'polling_accounts_of_legs',
    text: 'SELECT id AS leg_id, account_id FROM legs WHERE id = ANY($1::uuid[])',
    values: [legIds],
  });

/** A leg that was asked for, as it stands. */
export interface AskedLeg {
  readonly leg_id: string;
  readonly account_id: string;
  readonly confirmed_at: Date;
  /** Since it was asked for. */
  readonly is_confirmed: boolean;
  readonly paused: boolean;
  /** Whether it waits, or has failed. */
  readonly is_kept: boolean;
  readonly due_at: Date | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

export const askedLegs = (
  sql: Sql,
  asks: readonly { readonly legId: string; readonly askedAt: Date }[],
): Promise<AskedLeg[]> => {
  const rows = asks.map(({ legId, askedAt }) => ({ leg_id: legId, asked_at: askedAt }));
  const input = inputRows(rows, { leg_id: 'uuid', asked_at: 'timestamptz' });
  return sql.rows({
    name: 'polling_asked_legs',
    text: `SELECT legs.id AS leg_id, legs.account_id, legs.confirmed_at, legs.confirmed_at >= input.asked_at AS is_confirmed,
             a.paused, r.leg_id IS NOT NULL AS is_kept, r.due_at, r.error_code, r.error_message
           FROM ${input.from} JOIN legs ON legs.id = input.leg_id JOIN accounts a ON a.id = legs.account_id
             LEFT JOIN asked_fetches r ON r.leg_id = legs.id`,
    values: input.values,
  });
};
