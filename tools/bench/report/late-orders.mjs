import { statementsPer } from '../statements.mjs';
import { tellExact } from './first-derivation.mjs';
import { median } from './medians.mjs';

const ORDERS = 200;
const WARM_UP = 30;
const MOST = 1.2;
const MOST_STATEMENTS = 75;

/**
 * One late order after the other, in turns at few and at many orders: recorded, its hour revised, its report with cover
 * made, and sent.
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
    `\none late order: medians of ${ORDERS}, ms\n    orders  recorded   revised  restated      sent    in all  statements`,
  );
  for (const one of takers) await tell(one, bounds);
  const [few, many] = takers.map(({ ms }) => median(ms.map(sumOf)));
  console.log(`  ratio ${bounds.atMost('one late order, at many orders to few', many / few, MOST)}`);
  for (const { sales } of takers)
    await tellExact(sales.client, bounds, `late orders at ${sales.size.orders}`);
}

async function tell({ sales: { hub, client, size }, ms, before, taken }, bounds) {
  const columns = [0, 1, 2, 3].map((part) => median(ms.map((one) => one[part])));
  const all = median(ms.map(sumOf));
  const { total } = statementsPer(ORDERS, before(), await hub.metrics());
  const figures = [...columns, all].map((figure) => figure.toFixed(2).padStart(10)).join('');
  console.log(
    `${String(size.orders).padStart(10)}${figures}  ${bounds.atMost('statements of one late order', total, MOST_STATEMENTS)}`,
  );
  const { rows } = await client.query(RESTATED);
  const made = rows[0].revised === taken() && rows[0].restated === taken();
  console.log(
    `  each made one revision and one report with cover, which the vendor accepted: ${bounds.isTrue('late orders: each restated', made)}`,
  );
}

const sumOf = (parts) => parts.reduce((sum, ms) => sum + ms, 0);

/** Each late order was of an hour of its own. */
const RESTATED = `
  SELECT (SELECT count(*)::int FROM sales_hours WHERE revision = 2) AS revised,
    (SELECT count(*)::int FROM submissions WHERE revision = 2 AND cover AND state = 'accepted' AND attempts = 1) AS restated`;

async function taker(sales) {
  const { hub, client, accounts, size } = sales;
  const { rows: places } = await client.query(PLACES, [ORDERS + WARM_UP]);
  let before = '';
  const ms = [];
  let count = 0;
  return {
    sales,
    ms,
    taken: () => count,
    before: () => before,
    forget: (metrics) => {
      before = metrics;
      ms.length = 0;
    },
    one: async (n) => {
      const late = { ...places[n], n: size.orders + 1 + n };
      await client.query(FACT, [late.n, late.store, late.at]);
      count += 1;
      await hub.measureClock(); // no hub works by a clock that nobody has looked at for minutes
      const startedAt = performance.now();
      await hub.ledger.record([recording(accounts.shop, late)]);
      const recordedAt = performance.now();
      await hub.run('reporting.changes');
      const revisedAt = performance.now();
      await hub.run('reporting.restate');
      const restatedAt = performance.now();
      await hub.run('reporting.submit');
      const sentAt = performance.now();
      ms.push([recordedAt - startedAt, revisedAt - recordedAt, restatedAt - revisedAt, sentAt - restatedAt]);
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
