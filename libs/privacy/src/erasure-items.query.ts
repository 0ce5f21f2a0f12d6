import type { Sql, Statement } from '#database/sql.js';

/** What an erasure goes through: a leg, or a delivery of no leg that is known. */
export type ErasureTarget = { readonly legId: string } | { readonly deliveryId: string };

const DELIVERY = 'delivery/';

export const targetOf = (text: string): ErasureTarget =>
  text.startsWith(DELIVERY) ? { deliveryId: text.slice(DELIVERY.length) } : { legId: text };

/**
 * Both as one selection of a bulk act. Their values follow one another, so each is given where its own begin. A delivery
 * that is found by one of the legs is erased with it.
 */
export function erasureItems(legs: Statement, deliveries: Statement | undefined): Statement {
  const { text, values = [] } = legs;
  const items = `WITH legs_of_person AS MATERIALIZED (${text})
    SELECT id::text AS target, name, NULL::text AS was FROM legs_of_person`;
  if (deliveries === undefined) return { text: items, values };
  return {
    text: `${items} UNION ALL SELECT '${DELIVERY}' || id, name, NULL::text FROM (${deliveries.text}) AS d
      WHERE NOT EXISTS (
        SELECT FROM legs_of_person own JOIN legs l ON l.id = own.id
        WHERE l.account_id = d.account_id AND l.order_no IS NULL AND l.document_no IS NULL
          AND d.order_references @> jsonb_build_array(jsonb_build_object('vendorNo', l.vendor_no)))`,
    values: [...values, ...(deliveries.values ?? [])],
  };
}

/** The items that a bulk act has fixed. */
export async function fixedTargets(sql: Sql, bulkId: string): Promise<ErasureTarget[]> {
  const rows = await sql.rows<{ target: string }>({
    name: 'privacy_fixed_targets',
    text: 'SELECT target FROM bulk_items WHERE bulk_id = $1 ORDER BY ordinal',
    values: [bulkId],
  });
  return rows.map(({ target }) => targetOf(target));
}

/** The ids that a selection means, so many at most. */
export async function idsOf(sql: Sql, { text, values = [] }: Statement, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    text: `SELECT id FROM (${text}) AS selected LIMIT $${String(values.length + 1)}`,
    values: [...values, limit],
  });
  return rows.map(({ id }) => id);
}
