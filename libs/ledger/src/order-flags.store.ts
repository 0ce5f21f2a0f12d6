import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { flagParts, flagText } from '#domain/flag.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import { storableName } from '#domain/storable.js';

/** Who flags orders; each has its own set of an order's flags and knows nothing of the others'. */
export type FlagSource = 'ledger' | 'dispatch';

/** What one source flags of an order, all of it; as texts, `code` or `code:param`. */
export interface FlagsOfOrder {
  readonly orderId: string;
  readonly flags: readonly string[];
}

const LEDGER: FlagSource = 'ledger';

/** In SQL: what the ledger flags of an order, as texts. */
export const ledgerFlags = (orderId: string): string =>
  `ARRAY(SELECT CASE WHEN f.param = '' THEN f.code ELSE f.code || ':' || f.param END
                   FROM order_flags f WHERE f.order_id = ${orderId} AND f.source = '${LEDGER}')`;

/** As they stand in the table: a parameter is part of its key, and that is short and can be stored. */
function storedFlags(flags: readonly string[]): Set<string> {
  return new Set(
    flags.map((text) => {
      const { code, param } = flagParts(text);
      return flagText(code, storableName(param));
    }),
  );
}

/** Writes what the ledger flags of orders that were folded anew; of those alone whose flags are others now. */
export async function writeLedgerFlags(
  sql: Sql,
  orders: readonly {
    readonly id: string;
    readonly before: { readonly flags: readonly string[] };
    readonly order: { readonly flags: readonly string[] };
  }[],
  now: Date,
): Promise<void> {
  const changed = orders.flatMap(({ id, before, order }) =>
    before.flags.length + order.flags.length === 0 || sameFlags(before.flags, order.flags)
      ? []
      : [{ orderId: id, flags: order.flags }],
  );
  await setOrderFlags(sql, LEDGER, changed, now);
}

export function sameFlags(before: readonly string[], given: readonly string[]): boolean {
  const now = storedFlags(given);
  return before.length === now.size && before.every((text) => now.has(text));
}

/**
 * Makes these the flags that the source has of these orders, and of no others. What stands already keeps since when it
 * stands and who has seen to it; what is gone and comes back is new. To be called under the orders' locks, or by the
 * only one who writes for this source.
 */
export async function setOrderFlags(
  sql: Sql,
  source: FlagSource,
  orders: readonly FlagsOfOrder[],
  now: Date,
): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.flatMap(({ orderId, flags }) =>
    [...storedFlags(flags)].map((text) => ({ order_id: orderId, ...flagParts(text) })),
  );
  const input = inputRows(rows, { order_id: 'uuid', code: 'text', param: 'text' }, 4);
  await sql.rows({
    name: 'ledger_set_order_flags',
    tells: hintsOfIds(
      'order',
      orders.map(({ orderId }) => orderId),
    ),
    text: `WITH input AS (SELECT * FROM ${input.from}),
      gone AS (DELETE FROM order_flags f WHERE f.order_id = ANY($3::uuid[]) AND f.source = $2 AND NOT EXISTS (
        SELECT FROM input WHERE input.order_id = f.order_id AND input.code = f.code AND input.param = f.param))
      INSERT INTO order_flags (order_id, source, code, param, since)
      SELECT order_id, $2, code, param, $1 FROM input ORDER BY order_id, code, param ON CONFLICT DO NOTHING`,
    values: [now, source, orders.map(({ orderId }) => orderId), ...input.values],
  });
}

/** A person has seen to these; without a parameter to all of the code. @returns how many there are of it */
export async function dismissFlags(
  sql: Sql,
  { orderId, code, param, by }: Dismissal,
  now: Date,
): Promise<number> {
  const rows = await sql.rows({
    name: 'ledger_dismiss_flags',
    tells: [hintOf('order', orderId)],
    text: `UPDATE order_flags SET dismissed_at = coalesce(dismissed_at, $1), dismissed_by = coalesce(dismissed_by, $2)
           WHERE order_id = $3 AND code = $4 AND ($5::text IS NULL OR param = $5) RETURNING code`,
    values: [now, by, orderId, code, param === undefined ? null : storableName(param)],
  });
  return rows.length;
}

export interface Dismissal {
  readonly orderId: string;
  readonly code: string;
  readonly param?: string | undefined;
  /** The API key's id. */
  readonly by: string;
}
