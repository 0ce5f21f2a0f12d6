import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { resolvedStore } from './legs.store.js';
import type { OpenedBy } from './recording.js';

/** What of the folded state stands in columns of its own. */
export const COMPARED = {
  payment: 'text',
  paid_at: 'timestamptz',
  fulfilment: 'text',
  completed_at: 'timestamptz',
  after_sale: 'text',
  is_refunded: 'boolean',
  sale_fen: 'bigint',
  total_fen: 'bigint',
  order_error: 'text',
  lines_digest: 'text',
  products_digest: 'text',
} as const;

/** SQL: the columns say what the state says. */
const SAID = [
  ...Object.keys(COMPARED).map((column) => `${column} = input.${column}`),
  'is_comparable = true',
];

export type ComparedColumns = { readonly [Column in keyof typeof COMPARED]: unknown };

export interface LegUpdate extends ComparedColumns {
  readonly id: string;
  readonly state: string;
  readonly vendor_store_id: string | null;
  /** When the order was placed, else paid; null while nobody says: then when the leg was first seen. */
  readonly order_at: Date | null;
  readonly confirmed_at: Date;
  /** What opens the leg just now; null leaves it as it was opened. */
  readonly opened_by: OpenedBy | null;
  readonly claims: string | null;
  readonly number_flag: string | null;
  /** Whether its store is looked for anew. */
  readonly is_another: boolean;
}

const LEG_UPDATE = {
  id: 'uuid',
  state: 'text',
  vendor_store_id: 'text',
  order_at: 'timestamptz',
  confirmed_at: 'timestamptz',
  opened_by: 'text',
  claims: 'text',
  number_flag: 'text',
  is_another: 'boolean',
  ...COMPARED,
} as const;

const CREATED_AT = 'CASE WHEN input.opened_by IS NULL THEN legs.created_at ELSE $1 END';

/** SQL: since when a leg stands as it does, as we know it; $1 is now. */
const since = (column: keyof typeof COMPARED, known: string): string =>
  `${known} = CASE WHEN legs.${column} IS NOT DISTINCT FROM input.${column} THEN coalesce(legs.${known}, $1) ELSE $1 END`;

/** SQL: what stands in columns is set to what is in `input`; $1 is now. */
export const COMPARED_NOW = [
  ...SAID,
  since('payment', 'payment_since'),
  since('fulfilment', 'fulfilment_since'),
  since('is_refunded', 'refunded_since'),
].join(', ');

/**
 * Writes what was folded, and with it, so that a row is written once, the store of each leg that is another.
 * @returns the stores that were looked for
 */
export async function updateLegs(
  sql: Sql,
  legs: readonly LegUpdate[],
  now: Date,
): Promise<Map<string, string | null>> {
  const input = inputRows(legs, LEG_UPDATE, 2);
  const rows = await sql.rows<{ id: string; store_id: string | null; is_another: boolean }>({
    name: 'ledger_update_legs',
    text: `WITH input AS MATERIALIZED (SELECT * FROM ${input.from}),
      said AS (
        SELECT legs.id, legs.account_id, legs.own_store_ids, input.vendor_store_id,
               coalesce(input.order_at, ${CREATED_AT}) AS order_at
        FROM input JOIN legs ON legs.id = input.id WHERE input.is_another),
      resolved AS (${resolvedStore('said AS legs')})
      UPDATE legs SET state = input.state::jsonb, vendor_store_id = input.vendor_store_id,
             confirmed_at = greatest(legs.confirmed_at, input.confirmed_at), updated_at = $1,
             opened_by = coalesce(input.opened_by, legs.opened_by), claims = input.claims::jsonb,
             number_flag = input.number_flag,
             store_id = CASE WHEN input.is_another THEN resolved.store_id ELSE legs.store_id END,
             created_at = ${CREATED_AT}, order_at = coalesce(input.order_at, ${CREATED_AT}), ${COMPARED_NOW}
           FROM input LEFT JOIN resolved ON resolved.id = input.id WHERE legs.id = input.id
           RETURNING legs.id, legs.store_id, input.is_another`,
    values: [now, ...input.values],
  });
  return new Map(rows.flatMap(({ id, store_id, is_another }) => (is_another ? [[id, store_id]] : [])));
}

export interface FilledLeg extends ComparedColumns {
  readonly id: string;
  readonly payment_since: Date | null;
  readonly fulfilment_since: Date | null;
  readonly refunded_since: Date | null;
}

const FILLED = {
  id: 'uuid',
  ...COMPARED,
  payment_since: 'timestamptz',
  fulfilment_since: 'timestamptz',
  refunded_since: 'timestamptz',
} as const;

/** Writes what stands in columns of legs whose state says it already, under their orders' locks. */
export async function fillCompared(sql: Sql, legs: readonly FilledLeg[]): Promise<void> {
  const input = inputRows(legs, FILLED);
  await sql.rows({
    name: 'ledger_fill_compared',
    text: `UPDATE legs SET ${SAID.join(', ')}, payment_since = input.payment_since,
             fulfilment_since = input.fulfilment_since, refunded_since = input.refunded_since
           FROM ${input.from} WHERE legs.id = input.id`,
    values: input.values,
  });
}
