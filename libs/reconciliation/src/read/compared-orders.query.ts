import type { Sql } from '#database/sql.js';
import type { TextRow } from '#database/text-row.js';
import type { AccountsFacts } from '../compare/account-facts.js';
import { type ComparedCommand, type ComparedOrder, storefrontLeg } from '../compare/compared-order.js';
import { mayBeMissing } from '../compare/missing-at-till.rule.js';
import {
  COMPARED_COLUMNS,
  hasCommand,
  legIdOf,
  LegOfRow,
  orderIdOf,
  toCommand,
  toOrder,
} from './compared-rows.mapping.js';

interface ReadOrder extends ComparedOrder {
  readonly legs: LegOfRow[];
  readonly commands: ComparedCommand[];
}

/**
 * Reads orders as rules see them, without opening what their legs say in JSON but where an order may be missing at a
 * till; two statements at most, whatever their number.
 */
export async function readComparedOrders(
  sql: Sql,
  orderIds: readonly string[],
  accounts: AccountsFacts,
): Promise<readonly ComparedOrder[]> {
  const orders = grouped(await readRows(sql, orderIds));
  for (const { legs, commands } of orders) {
    if (legs.length > 1) legs.sort(byId);
    if (commands.length > 1) commands.sort(byId);
  }
  return withOrigins(sql, orders, accounts);
}

/** Where they are from, of those orders whose comparison hangs on it: few. */
async function withOrigins(
  sql: Sql,
  orders: readonly ReadOrder[],
  accounts: AccountsFacts,
): Promise<readonly ComparedOrder[]> {
  const wanted = new Set(orders.filter((order) => mayBeMissing(order, accounts)));
  if (wanted.size === 0) return orders;
  const legIds = [...wanted].flatMap((order) => storefrontLeg(order)?.id ?? []);
  const rows = await sql.rows<{ id: string; origin: Readonly<Record<string, string>> | null }>({
    name: 'reconciliation_origins',
    text: `SELECT id, state->'placement'->'value'->'origin' AS origin FROM legs WHERE id = ANY($1::uuid[])`,
    values: [legIds],
  });
  const origins = new Map(rows.map(({ id, origin }) => [id, origin ?? {}]));
  const withOrigin = (leg: LegOfRow): LegOfRow => leg.from(origins.get(leg.id) ?? null);
  return orders.map((order) => (wanted.has(order) ? { ...order, legs: order.legs.map(withOrigin) } : order));
}

/** Rows of one order, and of one leg of it, mostly follow each other. */
function grouped(rows: readonly TextRow[]): ReadOrder[] {
  const orders = new Map<string, ReadOrder>();
  let last: ReadOrder | undefined;
  for (const row of rows) {
    const id = orderIdOf(row);
    if (last?.id !== id) {
      last = orders.get(id) ?? { ...toOrder(row), legs: [], commands: [] };
      orders.set(id, last);
    }
    const legId = legIdOf(row);
    if (legId !== null && last.legs.every((leg) => leg.id !== legId)) last.legs.push(new LegOfRow(row));
    if (hasCommand(row)) last.commands.push(toCommand(row));
  }
  return [...orders.values()];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** Each by its index, however many are wanted: OFFSET 0 keeps the planner from reading a whole table for some thousands. */
const readRows = (sql: Sql, orderIds: readonly string[]): Promise<TextRow[]> =>
  sql.rows({
    name: 'reconciliation_compared_legs',
    text: `SELECT ${Object.values(COMPARED_COLUMNS).join(', ')} FROM unnest($1::uuid[]) AS wanted(id)
             CROSS JOIN LATERAL (SELECT * FROM orders o WHERE o.id = wanted.id OFFSET 0) o
             LEFT JOIN LATERAL (SELECT * FROM legs l WHERE l.order_id = wanted.id OFFSET 0) l ON true
             LEFT JOIN LATERAL (SELECT * FROM dispatches d WHERE d.leg_id = l.id OFFSET 0) d ON true`,
    values: [orderIds],
    asTexts: true,
  });
