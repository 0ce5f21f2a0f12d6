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
export async function eraseReason(sql: Sql, actId: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ reason: string }>({
    name: 'ledger_erase_link_reason',
    text: `UPDATE link_acts a SET reason = NULL FROM link_acts said
           WHERE a.id = $1 AND said.id = a.id AND a.reason IS NOT NULL RETURNING said.reason`,
    values: [actId],
  });
  return row?.reason;
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
