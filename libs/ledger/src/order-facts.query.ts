import type { Sql } from '#database/sql.js';
import { correctedLeg, correctionStanding } from '#domain/correction.js';
import type { FoldedLeg } from '#domain/leg.js';
import type { Contact, Line } from '#domain/order-observation.js';
import type { SellRank } from '#domain/order.js';
import { standingCorrections } from './corrections/corrections.store.js';
import { fromDbCorrections, fromDbLeg } from './ledger.mapping.js';
import type { LegOpenedBy } from './recording.js';

/** A leg as those see it who act on orders. */
export interface LegFacts {
  readonly id: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  /** As the vendor writes it. */
  readonly orderNo: string;
  readonly sellRank: SellRank;
  readonly storeId: string | null;
  readonly openedBy: LegOpenedBy;
  /** When it was opened: by what its own account brought first, or until then by whoever spoke of it. */
  readonly createdAt: Date;
  /** 1970 while only a receipt is known of it. */
  readonly confirmedAt: Date;
  /** Of ours, that the order carries or was sent with. */
  readonly marker: string | null;
  /** As its vendor says, and persons in place of it. */
  readonly folded: FoldedLeg;
}

export interface OrderFacts {
  readonly id: string;
  readonly storeId: string | null;
  /** By id; none when they were all linked to other orders. */
  readonly legs: readonly LegFacts[];
}

export interface LegDetails {
  readonly lines: readonly Line[];
  readonly contact: Contact | null;
}

/**
 * Locks orders as recording does, in one order for everybody: what is read of them afterwards in the same
 * transaction holds until it ends.
 */
export async function lockOrderRows(sql: Sql, orderIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'ledger_lock_order_rows',
    text: 'SELECT FROM orders WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
    values: [orderIds],
  });
}

interface FactsRow extends Omit<LegFacts, 'folded'> {
  readonly orderStoreId: string | null;
  readonly state: unknown;
  readonly corrections: unknown;
}

export async function readOrderFacts(sql: Sql, orderIds: readonly string[]): Promise<OrderFacts[]> {
  const rows = await sql.rows<FactsRow>({
    name: 'ledger_order_facts',
    text: `SELECT legs.id, order_id AS "orderId", account_id AS "accountId", connector, vendor_no AS "vendorNo",
             coalesce(order_no, vendor_no) AS "orderNo",
             sell_rank AS "sellRank", legs.store_id AS "storeId", opened_by AS "openedBy",
             legs.created_at AS "createdAt", confirmed_at AS "confirmedAt", marker, state,
             ${standingCorrections('legs.id')} AS corrections, orders.store_id AS "orderStoreId"
           FROM legs JOIN orders ON orders.id = order_id WHERE order_id = ANY($1::uuid[]) ORDER BY legs.id`,
    values: [orderIds],
  });
  const legs = new Map<string, FactsRow[]>();
  for (const row of rows) legs.set(row.orderId, [...(legs.get(row.orderId) ?? []), row]);
  return [...legs].map(([id, of]) => ({ id, storeId: of[0]?.orderStoreId ?? null, legs: of.map(toFacts) }));
}

function toFacts({ orderStoreId: _store, state, corrections, ...leg }: FactsRow): LegFacts {
  const stated = fromDbLeg(state);
  const standing = correctionStanding(stated, fromDbCorrections(corrections));
  return { ...leg, folded: correctedLeg(stated, standing) };
}

/** What these legs' orders consist of and for whom they are. */
export async function readLegDetails(sql: Sql, legIds: readonly string[]): Promise<Map<string, LegDetails>> {
  const rows = await sql.rows<{ id: string; lines: LineJson[]; contact: Contact | null }>({
    name: 'ledger_leg_details',
    text: `SELECT legs.id, coalesce(
             (SELECT json_agg(json_build_object('itemName', item_name, 'itemSpec', item_spec, 'unit', unit,
                'quantity', quantity::text, 'unitPrice', unit_price::text, 'amountFen', amount_fen::text)
                ORDER BY position) FROM order_lines WHERE leg_id = legs.id), '[]') AS lines,
             (SELECT json_build_object('name', name, 'phone', phone, 'address', address, 'remark', remark,
                'memberNo', member_no) FROM contacts WHERE leg_id = legs.id) AS contact
           FROM legs WHERE id = ANY($1::uuid[])`,
    values: [legIds],
  });
  return new Map(rows.map(({ id, lines, contact }) => [id, { lines: lines.map(toLine), contact }]));
}

type LineJson = Omit<Line, 'amountFen'> & { readonly amountFen: string | null };

const toLine = ({ amountFen, ...line }: LineJson): Line => ({
  ...line,
  amountFen: amountFen === null ? null : BigInt(amountFen),
});
