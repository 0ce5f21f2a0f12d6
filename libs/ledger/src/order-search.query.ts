import { ofEachStore } from '#database/of-each-store.js';
import type { Sql } from '#database/sql.js';
import { type StoreScope, storesOf } from '#domain/access.js';
import { isShownLeg } from './order-scope.query.js';
import { StatementValues } from './statement-values.js';

export interface OrderFilter {
  /** How a number of the order begins, or a phone number or its last four digits, or an order id. */
  readonly q?: string | undefined;
  /** `none`: orders that belong to no store. */
  readonly storeId?: string | undefined;
  /** Only orders of these stores, as far as their legs are seen there. */
  readonly stores?: StoreScope | undefined;
  readonly accountId?: string | undefined;
  readonly status?: string | undefined;
  /** Only orders with a flag that nobody has seen to, or of `alsoAttention`. */
  readonly attention?: boolean | undefined;
  /** SQL of the ids of orders that want a person for another reason than a flag, given that of the stores that are seen. */
  readonly alsoAttention?: ((stores: string | undefined) => string) | undefined;
  /** Only orders with a flag of this code; with `attention` one that nobody has seen to. */
  readonly flag?: string | undefined;
  /** About when the order was placed; the list is in the order of that then. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only orders that come after this one in the list. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What the conditions of a statement are put together of. */
interface Asked {
  readonly filter: OrderFilter;
  readonly found: readonly string[] | undefined;
  /** The parameter of the stores that it is asked for; undefined: whatever store. */
  readonly scope: string | undefined;
  readonly put: StatementValues['put'];
}

/**
 * The ids of a page. Each way to ask walks one index in the order of the list, from where the page begins: nothing is
 * sorted, and nothing read that is not shown but what a further filter leaves out. Of several stores each is walked.
 */
export async function findOrders(
  sql: Sql,
  filter: OrderFilter,
  found: readonly string[] | undefined,
): Promise<string[]> {
  const { put, all } = new StatementValues();
  const stores = storesOf(filter.stores, filter.storeId);
  const asked = { filter, found, put, scope: stores === undefined ? undefined : put(stores) };
  const text = isByTime(filter) ? byTime(asked) : byId(asked);
  const rows = await sql.rows<{ id: string }>({ text, values: all });
  return rows.map(({ id }) => id);
}

const isByTime = ({ from, to }: OrderFilter): boolean => from !== undefined || to !== undefined;

/** An order without legs was placed at no time. */
function byTime({ filter, scope, put, ...asked }: Asked): string {
  const { from, to, before } = filter;
  const conditions = [
    'o.placed_at IS NOT NULL',
    ...(from === undefined ? [] : [`o.placed_at >= ${put(from)}`]),
    ...(to === undefined ? [] : [`o.placed_at < ${put(to)}`]),
    ...(before === undefined ? [] : [afterInTime(put(before))]),
    ...(filter.accountId === undefined
      ? []
      : [`EXISTS (SELECT FROM legs l WHERE l.order_id = o.id${ofAccount(filter, scope, put)})`]),
    ...(isFlagged(filter)
      ? [
          `EXISTS (SELECT FROM ${wanting(filter, scope)} f WHERE f.order_id = o.id AND ${flagged(filter, put)})`,
        ]
      : []),
    ...ownConditions({ filter, scope, put, ...asked }),
  ];
  const page = cutIn('o.placed_at DESC, o.id DESC', put(filter.limit));
  const rows = (more: readonly string[]): string =>
    `SELECT o.id, o.placed_at FROM orders o WHERE ${[...conditions, ...more].join(' AND ')} ${page}`;
  return scope === undefined
    ? rows([])
    : `SELECT o.id FROM ${ofEachStore(scope, (store) => rows([`o.store_id = ${store}`]))} AS o ${page}`;
}

const afterInTime = (id: string): string =>
  `(o.placed_at, o.id) < ((SELECT placed_at FROM orders WHERE id = ${id}::uuid), ${id}::uuid)`;

const cutIn = (order: string, limit: string): string => `ORDER BY ${order} LIMIT ${limit}`;

/** Keeps the planner from reading all legs beside all orders, to where the page begins: each order's are looked up. */
const EACH = 'OFFSET 0';

/** What is rare leads: flags before accounts before orders. */
function byId(asked: Asked): string {
  const { filter, scope, put } = asked;
  const { before, accountId } = filter;
  const beyond = before === undefined ? undefined : put(before);
  const after = (column: string): string => (beyond === undefined ? 'true' : `${column} < ${beyond}::uuid`);
  const led = leadOf(asked, after);
  // A leg that leads to its order is looked at there for whether it is seen: else no index would have its order.
  const isAsked = accountId !== undefined && (isFlagged(filter) || scope !== undefined);
  const account = isAsked ? ofAccount(filter, scope, put) : '';
  const conditions = [
    after('o.id'),
    `EXISTS (SELECT FROM legs l WHERE l.order_id = o.id${account} ${EACH})`,
    ...ownConditions(asked),
  ];
  const limit = put(filter.limit);
  const rows = (lead: string, order: string, more: readonly string[]): string =>
    `SELECT o.id FROM ${lead} WHERE ${[...conditions, ...more].join(' AND ')} ${cutIn(`${order} DESC`, limit)}`;
  if (led !== undefined)
    return rows(
      `${led} AS lead JOIN orders o ON o.id = lead.order_id`,
      'lead.order_id',
      scope === undefined ? [] : [`o.store_id = ANY(${scope}::uuid[])`],
    );
  if (scope === undefined) return rows('orders o', 'o.id', []);
  const each = ofEachStore(scope, (store) => rows('orders o', 'o.id', [`o.store_id = ${store}`]));
  return `SELECT o.id FROM ${each} AS o ${cutIn('o.id DESC', limit)}`;
}

/** In SQL: what leads to the orders; undefined where nothing but they themselves does. */
function leadOf({ filter, scope, put }: Asked, after: (column: string) => string): string | undefined {
  if (isFlagged(filter))
    return `(SELECT DISTINCT f.order_id FROM ${wanting(filter, scope)} f WHERE ${flagged(filter, put)} AND ${after('f.order_id')}
        ORDER BY f.order_id DESC)`;
  if (filter.accountId === undefined) return undefined;
  return `(SELECT DISTINCT l.order_id FROM legs l WHERE l.account_id = ${put(filter.accountId)} AND ${after('l.order_id')}
          ORDER BY l.order_id DESC)`;
}

/** In SQL: and the leg (l) is of the account that is asked for, and is seen. */
const ofAccount = ({ accountId }: OrderFilter, scope: string | undefined, put: Asked['put']): string =>
  ` AND l.account_id = ${put(accountId)}${scope === undefined ? '' : ` AND ${isShownLeg('l', scope)}`}`;

const isFlagged = ({ attention, flag }: OrderFilter): boolean => attention === true || flag !== undefined;

/** SQL: what is told of its account once for all orders (`UnknownStoresQuery`) calls for nobody at each of them. */
const NOT_OF_ACCOUNT = "f.code <> 'unknown_store'";

/** Flags and, where it is asked for attention whatever for, what else wants a person. */
const wanting = ({ attention, flag, alsoAttention }: OrderFilter, scope: string | undefined): string =>
  attention === true && flag === undefined && alsoAttention !== undefined
    ? `(SELECT order_id, code, dismissed_at FROM order_flags
        UNION ALL SELECT order_id, '', NULL FROM (${alsoAttention(scope)}) also)`
    : 'order_flags';

function flagged({ attention, flag }: OrderFilter, put: Asked['put']): string {
  const conditions = [
    ...(attention === true
      ? ['f.dismissed_at IS NULL', ...(flag === undefined ? [NOT_OF_ACCOUNT] : [])]
      : []),
    ...(flag === undefined ? [] : [`f.code = ${put(flag)}`]),
  ];
  return conditions.join(' AND ');
}

function ownConditions({ filter: { storeId, status }, found, put }: Asked): string[] {
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
