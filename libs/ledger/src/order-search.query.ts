import type { Sql } from '#database/sql.js';
import { storable, storableName } from '#domain/storable.js';
import type { ContactKey } from './contact-key.js';

export interface OrderFilter {
  /** How a number of the order begins, or a phone number or its last four digits, or an order id. */
  readonly q?: string | undefined;
  /** `none`: orders that belong to no store. */
  readonly storeId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly status?: string | undefined;
  /** Only orders with a flag that nobody has seen to, or of `alsoAttention`. */
  readonly attention?: boolean | undefined;
  /** SQL of the ids of orders that want a person for another reason than a flag. */
  readonly alsoAttention?: string | undefined;
  /** Only orders with a flag of this code; with `attention` one that nobody has seen to. */
  readonly flag?: string | undefined;
  /** About when the order was placed; the list is in the order of that then. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only orders that come after this one in the list. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Values of a statement that is put together of pieces. */
class Values {
  readonly all: unknown[] = [];
  readonly put = (value: unknown): string => `$${String(this.all.push(value))}`;
}

/**
 * The ids of a page. Each way to ask walks one index in the order of the list, from where the page begins: nothing is
 * sorted, and nothing read that is not shown but what a further filter leaves out.
 */
export async function findOrders(
  sql: Sql,
  filter: OrderFilter,
  found: readonly string[] | undefined,
): Promise<string[]> {
  const values = new Values();
  const text = isByTime(filter) ? byTime(filter, found, values) : byId(filter, found, values);
  const rows = await sql.rows<{ id: string }>({ text, values: values.all });
  return rows.map(({ id }) => id);
}

const isByTime = ({ from, to }: OrderFilter): boolean => from !== undefined || to !== undefined;

/** An order without legs was placed at no time. */
function byTime(filter: OrderFilter, found: readonly string[] | undefined, { put }: Values): string {
  const { from, to, before, accountId } = filter;
  const conditions = [
    'o.placed_at IS NOT NULL',
    ...(from === undefined ? [] : [`o.placed_at >= ${put(from)}`]),
    ...(to === undefined ? [] : [`o.placed_at < ${put(to)}`]),
    ...(before === undefined ? [] : [afterInTime(put(before))]),
    ...(accountId === undefined
      ? []
      : [`EXISTS (SELECT FROM legs WHERE order_id = o.id AND account_id = ${put(accountId)})`]),
    ...(isFlagged(filter)
      ? [`EXISTS (SELECT FROM ${wanting(filter)} f WHERE f.order_id = o.id AND ${flagged(filter, put)})`]
      : []),
    ...ownConditions(filter, found, put),
  ];
  return `SELECT o.id FROM orders o WHERE ${conditions.join(' AND ')}
    ORDER BY o.placed_at DESC, o.id DESC LIMIT ${put(filter.limit)}`;
}

const afterInTime = (id: string): string =>
  `(o.placed_at, o.id) < ((SELECT placed_at FROM orders WHERE id = ${id}::uuid), ${id}::uuid)`;

/** Keeps the planner from reading all legs beside all orders, to where the page begins: each order's are looked up. */
const EACH = 'OFFSET 0';

/** What is rare leads: flags before accounts before orders. */
function byId(filter: OrderFilter, found: readonly string[] | undefined, { put }: Values): string {
  const { before, accountId } = filter;
  const beyond = before === undefined ? undefined : put(before);
  const after = (column: string): string => (beyond === undefined ? 'true' : `${column} < ${beyond}::uuid`);
  const leads = isFlagged(filter)
    ? `(SELECT DISTINCT f.order_id FROM ${wanting(filter)} f WHERE ${flagged(filter, put)} AND ${after('f.order_id')}
        ORDER BY f.order_id DESC) AS lead JOIN orders o ON o.id = lead.order_id`
    : accountId === undefined
      ? 'orders o'
      : `(SELECT DISTINCT l.order_id FROM legs l WHERE l.account_id = ${put(accountId)} AND ${after('l.order_id')}
          ORDER BY l.order_id DESC) AS lead JOIN orders o ON o.id = lead.order_id`;
  const account = isFlagged(filter) && accountId !== undefined ? `AND account_id = ${put(accountId)}` : '';
  const conditions = [
    after('o.id'),
    `EXISTS (SELECT FROM legs WHERE order_id = o.id ${account} ${EACH})`,
    ...ownConditions(filter, found, put),
  ];
  const inOrder = leads === 'orders o' ? 'o.id' : 'lead.order_id';
  return `SELECT o.id FROM ${leads} WHERE ${conditions.join(' AND ')}
    ORDER BY ${inOrder} DESC LIMIT ${put(filter.limit)}`;
}

const isFlagged = ({ attention, flag }: OrderFilter): boolean => attention === true || flag !== undefined;

/** SQL: what is told of its account once for all orders (`UnknownStoresQuery`) calls for nobody at each of them. */
const NOT_OF_ACCOUNT = "f.code <> 'unknown_store'";

/** Flags and, where it is asked for attention whatever for, what else wants a person. */
const wanting = ({ attention, flag, alsoAttention }: OrderFilter): string =>
  attention === true && flag === undefined && alsoAttention !== undefined
    ? `(SELECT order_id, code, dismissed_at FROM order_flags
        UNION ALL SELECT order_id, '', NULL FROM (${alsoAttention}) also)`
    : 'order_flags';

function flagged({ attention, flag }: OrderFilter, put: Values['put']): string {
  const conditions = [
    ...(attention === true
      ? ['f.dismissed_at IS NULL', ...(flag === undefined ? [NOT_OF_ACCOUNT] : [])]
      : []),
    ...(flag === undefined ? [] : [`f.code = ${put(flag)}`]),
  ];
  return conditions.join(' AND ');
}

function ownConditions(
  { storeId, status }: OrderFilter,
  found: readonly string[] | undefined,
  put: Values['put'],
): string[] {
  return [
    ...(storeId === undefined
      ? []
      : storeId === 'none'
        ? ['o.store_id IS NULL']
        : [`o.store_id = ${put(storeId)}`]),
    ...(status === undefined ? [] : [`o.status = ${put(status)}`]),
    ...(found === undefined ? [] : [`o.id = ANY(${put(found)}::uuid[])`]),
  ];
}

/** No more are shown of what is asked for so vaguely. */
const MOST_FOUND = 1_000;
/** Fewer characters begin too many numbers, or are a single one. */
const SHORTEST_BEGINNING = 4;
const LAST_FOUR = /^\d{4}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Greater than whatever may follow in a text. */
const GREATEST = '\u{10FFFF}';

/** The orders that somebody may mean, each way to mean one by an index of its own. */
export async function searchOrders(sql: Sql, q: string, key: ContactKey): Promise<string[]> {
  const { put, all } = new Values();
  const text = storable(q);
  const phoneHash = key.phoneHash(q);
  const ways = [
    `SELECT leg_id FROM leg_numbers WHERE number = ${put(storableName(q))}`,
    ...(text.length < SHORTEST_BEGINNING ? [] : [beginningWith(text, put)]),
    ...(phoneHash === null ? [] : [`SELECT leg_id FROM contacts WHERE phone_hash = ${put(phoneHash)}`]),
    ...(LAST_FOUR.test(q)
      ? [`SELECT leg_id FROM contacts WHERE right(regexp_replace(phone, '\\D', '', 'g'), 4) = ${put(q)}`]
      : []),
    ...(UUID.test(q) ? [`SELECT id FROM legs WHERE order_id = ${put(q)}::uuid`] : []),
  ];
  const rows = await sql.rows<{ order_id: string }>({
    text: `SELECT DISTINCT order_id FROM (${ways.map((way) => `(${way} LIMIT ${String(MOST_FOUND)})`).join(' UNION ')}) AS found
           JOIN legs ON legs.id = found.leg_id`,
    values: all,
  });
  return rows.map((row) => row.order_id);
}

const beginningWith = (text: string, put: Values['put']): string =>
  `SELECT leg_id FROM leg_numbers WHERE number ~>=~ ${put(text)} AND number ~<~ ${put(text + GREATEST)}
   ORDER BY number USING ~<~`;
