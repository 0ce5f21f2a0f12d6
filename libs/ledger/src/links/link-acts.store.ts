import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { LinkRow } from './standing-links.js';

/** What a person did to links, and why. */
export interface LinkAct {
  readonly id: string;
  readonly kind: 'link' | 'undo';
  /** The API key's name. */
  readonly actor: string;
  readonly reason: string;
  /** It was insisted on against what spoke against it. */
  readonly isForced: boolean;
}

export async function insertAct(
  sql: Sql,
  { id, kind, actor, reason, isForced }: LinkAct,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'ledger_insert_link_act',
    text: `INSERT INTO link_acts (id, kind, actor, reason, is_forced, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [id, kind, actor, reason, isForced, now],
  });
}

/** What a person wrote is gone; that it was written stays. @returns whether there was such a text */
export async function eraseReason(sql: Sql, actId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ledger_erase_link_reason',
    text: 'UPDATE link_acts SET reason = NULL WHERE id = $1 AND reason IS NOT NULL RETURNING id',
    values: [actId],
  });
  return rows.length > 0;
}

/** All links of these legs, of each the oldest first. */
export const linksOf = (sql: Sql, legIds: readonly string[]): Promise<LinkRow[]> =>
  sql.rows({
    name: 'ledger_links_of_legs',
    text: `SELECT id, leg_id, order_id, evidence, undoes, act_id FROM order_links WHERE leg_id = ANY($1::uuid[])
           ORDER BY leg_id, linked_at, id`,
    values: [legIds],
  });

/** The leg of a link, and those that came with it by the same act. */
export async function legsOfLink(sql: Sql, linkId: string): Promise<string[]> {
  const rows = await sql.rows<{ leg_id: string }>({
    name: 'ledger_legs_of_link',
    text: `SELECT leg_id FROM order_links WHERE id = $1
           UNION SELECT other.leg_id FROM order_links own JOIN order_links other ON other.act_id = own.act_id
           WHERE own.id = $1 ORDER BY leg_id`,
    values: [linkId],
  });
  return rows.map((row) => row.leg_id);
}

/** A leg on its way to an order. */
export interface PlacedLink {
  readonly link_id: string;
  readonly leg_id: string;
  readonly order_id: string;
  readonly evidence: string;
  readonly undoes: string | null;
  readonly act_id: string | null;
  /** Whether the order is made by it. */
  readonly is_new: boolean;
}

const PLACED = {
  link_id: 'uuid',
  leg_id: 'uuid',
  order_id: 'uuid',
  evidence: 'text',
  undoes: 'uuid',
  act_id: 'uuid',
  is_new: 'boolean',
} as const;

/**
 * Gives legs to orders, after each link that they have: which one is in force goes by the time. Under the orders' locks.
 */
export async function placeLegs(sql: Sql, links: readonly PlacedLink[], now: Date): Promise<void> {
  const input = inputRows(links, PLACED, 2);
  await sql.rows({
    name: 'ledger_place_legs',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      opened AS (
        INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
        SELECT order_id, 'unknown', 'unknown', 'unknown', 'none', $1, $1 FROM input WHERE is_new),
      moved AS (UPDATE legs SET order_id = input.order_id, updated_at = $1 FROM input WHERE legs.id = input.leg_id)
      INSERT INTO order_links (id, leg_id, order_id, evidence, undoes, act_id, linked_at)
      SELECT link_id, leg_id, order_id, evidence, undoes, act_id, greatest($1, (
        SELECT max(linked_at) + INTERVAL '1 millisecond' FROM order_links k WHERE k.leg_id = input.leg_id))
      FROM input`,
    values: [now, ...input.values],
  });
}
