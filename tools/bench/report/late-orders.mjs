import { statementsPer } from '../statements.mjs';
import { tellExact } from './first-derivation.mjs';
import { median } from './medians.mjs';

const ORDERS = 200;
const WARM_UP = 30;
const MOST = 1.2;
const MOST_STATEMENTS = 60;

/**
 * One late order after the other, in turns at few and at many orders: recorded, its hour revised, and its report made.
 *
 * @param {readonly import('./sales-world.mjs').Sales[]} worlds fewer orders first
 * @param {import('./bounds.mjs').Bounds} bounds
 */
export async function measureLateOrders(worlds, bounds) {
  const takers = [];
  for (const sales of worlds) takers.push(await taker(sales));
  for (let n = 0; n < WARM_UP; n += 1) for (const take of takers) await take.one(n);
  for (const one of takers) one.forget(await one.sales.hub.metrics());
  for (let n = WARM_UP; n < WARM_UP + ORDERS; n += 1) for (const take of takers) await take.one(n);
  console.log(
    `\none late order: medians of ${ORDERS}, ms\n    orders  recorded   revised    in all  statements`,
  );
  for (const one of takers) await tell(one, bounds);
  const [few, many] = takers.map(({ ms }) => median(ms.map(([recorded, revised]) => recorded + revised)));
  console.log(`  ratio ${bounds.atMost('one late order, at many orders to few', many / few, MOST)}`);
  for (const { sales } of takers)
    await tellExact(sales.client, bounds, `late orders at ${sales.size.orders}`);
}

async function tell({ sales: { hub, client, size }, ms, before, numbers }, bounds) {
  const columns = [0, 1].map((part) => median(ms.map((one) => one[part])));
  const all = median(ms.map(([recorded, revised]) => recorded + revised));
  const { total } = statementsPer(ORDERS, before(), await hub.metrics());
  const figures = [...columns, all].map((figure) => figure.toFixed(2).padStart(10)).join('');
  console.log(
    `${String(size.orders).padStart(10)}${figures}  ${bounds.atMost('statements of one late order', total, MOST_STATEMENTS)}`,
  );
  const { rows } = await client.query(RESTATED, [numbers]);
  const made = bounds.isTrue('late orders: each made one revision', rows[0].revised === numbers.length);
  console.log(`  each made one further revision of its hour: ${made}`);
}

/** Hours that were revised after their first derivation; each late order was of an hour of its own. */
const RESTATED = `SELECT count(*) FILTER (WHERE revision = 2)::int AS revised FROM sales_hours WHERE cardinality($1::text[]) > 0`;

async function taker(sales) {
  const { hub, client, accounts, size } = sales;
  const { rows: places } = await client.query(PLACES, [ORDERS + WARM_UP]);
  let before = '';
  const [ms, numbers] = [[], []];
  return {
    sales,
    ms,
    numbers,
    before: () => before,
    forget: (metrics) => {
      before = metrics;
      ms.length = 0;
    },
    one: async (n) => {
      const late = { ...places[n], n: size.orders + 1 + n };
      await client.query(FACT, [late.n, late.store, late.at]);
      numbers.push(`L-${late.n}`);
      const startedAt = performance.now();
      await hub.ledger.record([recording(accounts.shop, late)]);
      const recordedAt = performance.now();
      await hub.run('reporting.changes');
      ms.push([recordedAt - startedAt, performance.now() - recordedAt]);
    },
  };
}

/** Of different hours, here and there. */
const PLACES = `
  SELECT s.number AS store, s.code, h.hour_start + INTERVAL '7 minutes' AS at
  FROM sales_hours h JOIN facts.stores s ON s.id = h.store_id, facts.stretch t
  WHERE h.hour_start >= t.from_at + INTERVAL '1 hour' AND h.hour_start < t.to_at - INTERVAL '1 hour'
  ORDER BY md5(h.store_id::text || h.hour_start) LIMIT $1`;

const FACT = `
  INSERT INTO facts.orders (n, store, paid_at, total_fen, items, lines, fate) VALUES ($1, $2, $3, 700, 1, 1, 'sold')`;

const recording = (shop, { n, code, at }) => ({
  account: { id: shop, connector: 'storefront', sells: 'first', storeIds: 'own' },
  evidence: { body: Buffer.from(`L-${n}`) },
  by: 'live',
  observation: {
    vendorNo: `L-${n}`,
    asOf: new Date(),
    precedence: 0,
    placement: { vendorStoreId: code, placedAt: at, numbers: [], origin: {} },
    payment: { state: 'paid', raw: 'paid', paidAt: at, method: 'wechat' },
    amounts: {
      saleFen: 700n,
      totalFen: 700n,
      paidFen: 700n,
      discountFen: 0n,
      freightFen: 0n,
      packagingFen: 0n,
      flags: [],
    },
    lines: [
      { itemName: '面', itemSpec: null, unit: null, quantity: '1', unitPrice: '7.00', amountFen: 700n },
    ],
  },
});
