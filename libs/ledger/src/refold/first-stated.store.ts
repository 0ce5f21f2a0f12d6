import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** What an entry states that its vendor may give no instant of. */
export interface StatingEntry {
  readonly leg_id: string;
  readonly as_of: Date;
  readonly observation: unknown;
}

/** The entries of these legs, as far as they are still kept, that say of an order that it ended or money went back. */
export const statingEntries = (sql: Sql, legIds: readonly string[]): Promise<StatingEntry[]> =>
  sql.rows({
    name: 'ledger_stating_entries',
    text: `SELECT leg_id, as_of, jsonb_build_object('payment', observation -> 'payment', 'fulfilment',
             observation -> 'fulfilment', 'afterSale', observation -> 'afterSale') AS observation
           FROM ledger_entries WHERE leg_id = ANY($1::uuid[]) AND (
             observation #>> '{payment,state}' = 'refunded' OR observation #>> '{afterSale,state}' = 'refunded'
             OR observation #> '{afterSale,refunds,0}' IS NOT NULL
             OR observation #>> '{fulfilment,state}' IN ('completed', 'cancelled')
             OR observation #>> '{fulfilment,completedAt}' IS NOT NULL)`,
    values: [legIds],
  });

/** Under their orders' locks. Nothing that stands in columns is another: since when it was stated is none of it. */
export async function writeStates(
  sql: Sql,
  legs: readonly { readonly id: string; readonly state: string }[],
): Promise<void> {
  const input = inputRows(legs, { id: 'uuid', state: 'text' });
  await sql.rows({
    name: 'ledger_write_states',
    text: `UPDATE legs SET state = input.state::jsonb FROM ${input.from} WHERE legs.id = input.id`,
    values: input.values,
  });
}
