/** What people ask of each list; `{name}` is filled in. An empty line is the list as it is. */
const ASKED = {
  orders: `

cursor={cursor}
storeId={store}
storeId=none
accountId={shop}
accountId={rare}
status=paid
status=cancelled
status=refunded
attention=true
flag=unknown_store
flag=same_instant
attention=true&flag=same_instant
attention=true&storeId={store}
attention=true&accountId={rare}
{recent}
{old}
{wide}
{old}&storeId={store}
{old}&accountId={shop}
{wide}&accountId={rare}
{wide}&status=paid
{wide}&attention=true
{wide}&cursor={cursor}
q={number}
q={beginning}
q=SF20
q=4200
q=880000
q={phone}
q=7919
q=0001
q=nothing-of-the-kind
q={order}
q=7919&storeId={store}`,
  deliveries: `

accountId={shop}
accountId={rare}
state=pending
state=failed
state=contradicts
{recent}
{old}
{wide}
{wide}&state=failed`,
  dispatches: `

state=held
state=failed
state=done
state=withdrawn
accountId={till}
accountId={rare}
storeId={store}
orderId={order}
kind=cancel
{recent}
{old}
{wide}`,
  submissions: `

state=failed
state=conflict
storeId={store}
accountId={till}
accountId={rare}
{old}
{wide}
{wide}&state=failed
storeId={store}&state=failed`,
  'sales/hours': `

storeId={store}
{old}
{wide}`,
  windows: `

accountId={till}
accountId={rare}
state=failed
state=open`,
  accounts: '',
  stores: '',
  jobs: '',
  backfills: '',
};

const DAY_MS = 86_400_000;

/**
 * The path of every list with every way to ask it, and of one order and one account.
 *
 * @param {import('pg').Client} client
 * @param {string[]} accounts two shops', a rare one's and a till's
 */
export async function askedPaths(client, [shop, , rare, till]) {
  const { rows } = await client.query(
    `SELECT order_id AS id, vendor_no, phone, (SELECT id FROM stores WHERE code = 'G-7') AS store
     FROM legs JOIN contacts ON leg_id = legs.id WHERE account_id = $1 AND sell_rank = 0
     ORDER BY order_id LIMIT 1 OFFSET (SELECT count(*) / 3 FROM legs WHERE account_id = $1 AND sell_rank = 0)`,
    [shop],
  );
  const { id: order, vendor_no: number, phone, store } = rows[0];
  const cursor = Buffer.from(order).toString('base64url');
  const names = { ...{ shop, rare, till, order, number, phone, store, cursor }, ...times() };
  const filled = (text) => text.replace(/\{(\w+)\}/g, (_whole, name) => names[name]);
  const lists = Object.entries({
    ...ASKED,
    orders: ASKED.orders.replace('{beginning}', number.slice(0, 10)),
  });
  return [
    ...lists.flatMap(([list, ways]) =>
      ways
        .split('\n')
        .slice(ways === '' ? 0 : 1)
        .map((way) => `${list}?${filled(way)}`),
    ),
    filled('orders/{order}'),
    filled('accounts/{till}'),
  ];
}

/** A day of this week, one of last year, and half a year that ended half a year ago. */
function times() {
  const day = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString();
  const between = (from, to) => `from=${day(from)}&to=${day(to)}`;
  return { recent: between(2, 1), old: between(300, 299), wide: between(340, 180) };
}
