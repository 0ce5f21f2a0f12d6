import type { Sql } from '#database/sql.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import {
  type ComparedCommand,
  type ComparedLeg,
  type ComparedOrder,
  type KnownFacts,
  storefrontLeg,
} from '../compare/compared-order.js';
import { mayBeMissing } from '../compare/missing-at-till.rule.js';

/**
 * Reads orders as rules see them, without opening what their legs say in JSON but where an order may be missing at a
 * till; three statements at most, whatever their number.
 */
export async function readComparedOrders(
  sql: Sql,
  orderIds: readonly string[],
  accounts: AccountsFacts,
): Promise<ComparedOrder[]> {
  const legs = await readLegs(sql, orderIds);
  const commands = new Map<string, ComparedCommand[]>();
  for (const { orderId, sentFen, ...command } of await readCommands(sql, orderIds))
    commands.set(orderId, [...(commands.get(orderId) ?? []), { ...command, sentFen: fenOf(sentFen) }]);
  const orders = new Map<string, { row: LegRow; legs: ComparedLeg[] }>();
  for (const row of legs) {
    const order = orders.get(row.orderId) ?? { row, legs: [] };
    if (row.id !== null) order.legs.push(toLeg(row, row.id));
    orders.set(row.orderId, order);
  }
  const compared = [...orders].map(([id, { row, legs: ofOrder }]) => ({
    id,
    storeId: row.orderStoreId,
    placedAt: row.orderPlacedAt,
    createdAt: row.orderCreatedAt,
    legs: ofOrder,
    commands: commands.get(id) ?? [],
  }));
  return withOrigins(sql, compared, accounts);
}

/** Where they are from, of those orders whose comparison hangs on it: few. */
async function withOrigins(
  sql: Sql,
  orders: readonly ComparedOrder[],
  accounts: AccountsFacts,
): Promise<ComparedOrder[]> {
  const wanted = orders.filter((order) => mayBeMissing(order, accounts));
  if (wanted.length === 0) return [...orders];
  const legIds = wanted.flatMap((order) => storefrontLeg(order)?.id ?? []);
  const rows = await sql.rows<{ id: string; origin: Readonly<Record<string, string>> | null }>({
    name: 'reconciliation_origins',
    text: `SELECT id, state->'placement'->'value'->'origin' AS origin FROM legs WHERE id = ANY($1::uuid[])`,
    values: [legIds],
  });
  const origins = new Map(rows.map(({ id, origin }) => [id, origin ?? {}]));
  return orders.map((order) => ({
    ...order,
    legs: order.legs.map((leg) => ({ ...leg, origin: origins.get(leg.id) ?? null })),
  }));
}

interface LegRow
  extends Omit<ComparedLeg, 'facts' | 'id' | 'origin'>, Omit<KnownFacts, 'saleFen' | 'totalFen'> {
  /** Null: the order has no leg any more; then nothing else of one is there. */
  readonly id: string | null;
  readonly orderId: string;
  readonly orderStoreId: string | null;
  readonly orderPlacedAt: Date | null;
  readonly orderCreatedAt: Date;
  readonly isComparable: boolean;
  /** int8 comes as text. */
  readonly saleFen: string | null;
  readonly totalFen: string | null;
}

const readLegs = (sql: Sql, orderIds: readonly string[]): Promise<LegRow[]> =>
  sql.rows({
    name: 'reconciliation_compared_legs',
    text: `SELECT o.id AS "orderId", o.store_id AS "orderStoreId", o.placed_at AS "orderPlacedAt",
             o.created_at AS "orderCreatedAt", l.id, l.account_id AS "accountId", l.vendor_no AS "vendorNo",
             l.sell_rank AS "sellRank", l.store_id AS "storeId",
             l.vendor_store_id AS "vendorStoreId", l.opened_by AS "openedBy", l.created_at AS "createdAt",
             l.confirmed_at AS "confirmedAt", l.marker, l.is_comparable AS "isComparable", l.payment,
             l.paid_at AS "paidAt", l.payment_since AS "paymentSince", l.fulfilment, l.completed_at AS "completedAt",
             l.fulfilment_since AS "fulfilmentSince", l.after_sale AS "afterSale",
             coalesce(l.is_refunded, false) AS "isRefunded", l.refunded_since AS "refundedSince",
             l.sale_fen AS "saleFen", l.total_fen AS "totalFen", l.order_error AS "orderError",
             l.lines_digest AS "linesDigest", l.products_digest AS "productsDigest"
           FROM orders o LEFT JOIN legs l ON l.order_id = o.id WHERE o.id = ANY($1::uuid[]) ORDER BY o.id, l.id`,
    values: [orderIds],
  });

interface CommandRow extends Omit<ComparedCommand, 'sentFen'> {
  readonly orderId: string;
  readonly sentFen: string | null;
}

const readCommands = (sql: Sql, orderIds: readonly string[]): Promise<CommandRow[]> =>
  sql.rows({
    name: 'reconciliation_compared_commands',
    text: `SELECT l.order_id AS "orderId", d.id, d.kind, d.account_id AS "accountId", d.leg_id AS "legId", d.generation,
             d.state, d.error_code AS "errorCode", d.marker, d.vendor_no AS "vendorNo", d.cause, d.sent_fen AS "sentFen",
             d.sent_products AS "sentProducts", d.stated_at AS "statedAt", d.over_at AS "overAt", d.finds,
             d.found_at AS "foundAt"
           FROM legs l JOIN dispatches d ON d.leg_id = l.id WHERE l.order_id = ANY($1::uuid[]) ORDER BY d.id`,
    values: [orderIds],
  });

function toLeg(row: LegRow, id: string): ComparedLeg {
  const { orderId: _id, orderStoreId: _store, orderPlacedAt: _at, orderCreatedAt: _made, ...leg } = row;
  const { isComparable, saleFen, totalFen, ...rest } = leg;
  const money = { saleFen: fenOf(saleFen), totalFen: fenOf(totalFen) };
  return { ...rest, id, origin: null, facts: isComparable ? { ...rest, ...money } : null };
}

const fenOf = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));
