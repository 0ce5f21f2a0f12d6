import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { LegName } from './legs.store.js';
import type { Mark } from './recording.js';

/** Why a leg belongs with another's order, beyond doubt. */
export const EXACT_EVIDENCE = ['marker', 'receipt', 'declared number'] as const;
export type ExactEvidence = (typeof EXACT_EVIDENCE)[number];

/** Why a leg belongs there that a person named: as long as nothing exact says otherwise. */
export const TOLD = 'told';
export type LinkEvidence = ExactEvidence | typeof TOLD;

/** Why a leg belongs there that a person named, beyond what a command to a till says. */
export const BY_PERSON = 'person';

/** A leg that belongs with another leg's order. */
export interface Belonging extends LegName {
  readonly evidence: LinkEvidence;
  readonly target_leg_id: string;
  /** The target's order as read; it is read again under its lock. */
  readonly target_order_id: string;
  /** Whether a person says the same, whatever else does. */
  readonly isTold?: boolean;
}

export async function insertMarkers(sql: Sql, marks: readonly Mark[], now: Date): Promise<void> {
  const rows = marks.map(({ accountId, marker, legId }) => ({
    account_id: accountId,
    marker,
    leg_id: legId,
  }));
  const input = inputRows(rows, { account_id: 'uuid', marker: 'text', leg_id: 'uuid' }, 2);
  await sql.rows({
    name: 'ledger_insert_markers',
    text: `INSERT INTO leg_markers (account_id, marker, leg_id, created_at)
           SELECT account_id, marker, leg_id, $1 FROM ${input.from} ORDER BY account_id, marker
           ON CONFLICT DO NOTHING`,
    values: [now, ...input.values],
  });
}

/** Which of these legs carry a marker that we wrote, and where they belong. */
export const markedBelongings = (
  sql: Sql,
  legs: readonly (LegName & { readonly marker: string })[],
): Promise<Belonging[]> => {
  const input = inputRows(legs, { account_id: 'uuid', vendor_no: 'text', marker: 'text' });
  return sql.rows({
    name: 'ledger_marked_belongings',
    text: `SELECT 'marker' AS evidence, input.account_id, input.vendor_no, target.id AS target_leg_id,
             target.order_id AS target_order_id
           FROM ${input.from} JOIN leg_markers USING (account_id, marker)
           JOIN legs target ON target.id = leg_markers.leg_id`,
    values: input.values,
  });
};

/** The orders that these legs belong to now. */
export async function ordersOfLegs(sql: Sql, legIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; order_id: string }>({
    name: 'ledger_orders_of_legs',
    text: 'SELECT id, order_id FROM legs WHERE id = ANY($1::uuid[])',
    values: [legIds],
  });
  return new Map(rows.map((row) => [row.id, row.order_id]));
}

const STAYING = {
  leg_id: 'uuid',
  target_leg_id: 'uuid',
  order_id: 'uuid',
  evidence: 'text',
  is_told: 'boolean',
} as const;

type StayingInput = Pick<PlacedLink, 'leg_id' | 'order_id' | 'evidence'> &
  Pick<Belonging, 'target_leg_id'> & { readonly is_told: boolean };

/**
 * Which of these legs stay where they are although there is evidence for another order: what exact evidence
 * has linked is not linked again, for a person may have undone that. Only a declared number may take the
 * place of the declared number that is in force, or was until it was not unique, as when an account is told whose numbers
 * it names; never back to an order that the leg was in before, nor after a leg that a person has moved by itself: who takes
 * that back would leave it there. Where a person undid the link, a person may tell another.
 */
export async function stayingLegs(sql: Sql, moves: readonly StayingInput[]): Promise<ReadonlySet<string>> {
  const input = inputRows(moves, STAYING, 5);
  const rows = await sql.rows<{ leg_id: string }>({
    name: 'ledger_staying_legs',
    text: `SELECT input.leg_id FROM ${input.from} JOIN legs ON legs.id = input.leg_id
           CROSS JOIN LATERAL (SELECT order_id, evidence, undoes FROM order_links WHERE leg_id = input.leg_id
                               ORDER BY linked_at DESC, id DESC LIMIT 1) AS present
           CROSS JOIN LATERAL (SELECT array_agg(order_id) AS orders FROM order_links
                               WHERE leg_id = input.leg_id AND evidence = ANY($1::text[])) AS exact
           LEFT JOIN LATERAL (SELECT evidence FROM order_links WHERE leg_id = input.target_leg_id
                              ORDER BY linked_at DESC, id DESC LIMIT 1) AS named ON true
           WHERE exact.orders IS NOT NULL AND NOT (
             input.evidence = $2 AND named.evidence IS DISTINCT FROM $4 AND present.evidence IN ($2, $3) AND present.order_id = legs.order_id
             AND input.order_id <> ALL (exact.orders))
             AND NOT (input.is_told AND present.undoes IS NOT NULL)`,
    values: [EXACT_EVIDENCE, DECLARED, NOT_UNIQUE, BY_PERSON, ...input.values],
  });
  return new Set(rows.map((row) => row.leg_id));
}

const DECLARED: ExactEvidence = 'declared number';

/** Why a leg is by itself again: more orders than one have the number that it was declared to be. */
export const NOT_UNIQUE = 'number not unique';

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
