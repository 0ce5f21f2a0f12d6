import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

export interface NamedLeg {
  readonly accountId: string;
  readonly vendorNo: string;
  /** Null: the order is not there, or not yet. */
  readonly legId: string | null;
}

/** Each once, of accounts that there are. */
export const legsOfNames = (
  sql: Sql,
  names: readonly { readonly accountId: string; readonly vendorNo: string }[],
): Promise<NamedLeg[]> => {
  const input = inputRows(names, { accountId: 'uuid', vendorNo: 'text' });
  return sql.rows({
    name: 'privacy_legs_of_names',
    text: `SELECT DISTINCT input.accountId AS "accountId", input.vendorNo AS "vendorNo", l.id AS "legId"
           FROM ${input.from} JOIN accounts a ON a.id = input.accountId
           LEFT JOIN legs l ON l.account_id = input.accountId AND l.vendor_no = input.vendorNo`,
    values: input.values,
  });
};

/** A bulk act that was begun by nobody but the list: whichever hub runs does it. */
export async function beginReapplied(
  sql: Sql,
  id: string,
  legIds: readonly string[],
  now: Date,
): Promise<void> {
  const words = { zh: '删除名单里的人：再做一遍', en: 'erase the persons of a list once more' };
  await sql.rows({
    name: 'privacy_begin_reapplied',
    tells: [hintOf('bulk', id), hintOf('job', id)],
    text: `WITH act AS (
             INSERT INTO bulks (id, act, asked, words, state, total, planned_by, actor_kind, actor_id, started_by, reason,
                                due_at, created_at, expires_at, started_at)
             VALUES ($1, 'erase', '{"by": "list"}', $2::jsonb, 'running', cardinality($3::uuid[]), 'list', 'list', $1,
                     'list', 'a list of erasures, done again', $4, $4, $4, $4))
           INSERT INTO bulk_items (bulk_id, ordinal, target, name)
           SELECT $1, row_number() OVER (), l.id::text, coalesce(l.order_no, l.vendor_no)
           FROM legs l WHERE l.id = ANY($3::uuid[])`,
    values: [id, jsonText(words), legIds, now],
  });
}
