/** Orders told in one transaction, as many as one drain of deliveries takes. */
export const ORDERS_AT_ONCE = 200;

/** Of the last day, one after the other. */
const SPREAD_MS = 86_400_000;

/**
 * What a shop tells of an order in its life: paid, made, handed over; a tenth has money back, a twentieth is cancelled.
 *
 * @param {string} run
 * @param {number} orders
 * @param {{ accountId: string, stores: number, now: number }} shop
 * @returns {object[][][]} recordings: of each step of life the transactions
 */
export function livesOf(run, orders, shop) {
  const numbers = Array.from({ length: orders }, (_, n) => n);
  return [paid, made, endOf].map((told) =>
    inTransactions(numbers.flatMap((n) => told(orderOf(run, n, orders, shop)))),
  );
}

function inTransactions(recordings) {
  const starts = Array.from({ length: Math.ceil(recordings.length / ORDERS_AT_ONCE) }, (_, at) => at);
  return starts.map((at) => recordings.slice(at * ORDERS_AT_ONCE, (at + 1) * ORDERS_AT_ONCE));
}

function orderOf(run, n, orders, { accountId, stores, now }) {
  const paidAt = now - SPREAD_MS + Math.floor((n * SPREAD_MS) / orders / 2);
  return { vendorNo: `${run}-${n}`, n, store: `B-${1 + (n % stores)}`, accountId, paidAt };
}

const paid = (order) => [
  tell(order, 0, { ...whole(order), ...payment(order, 'paid'), ...fulfilment('accepted') }),
];
const made = (order) => [tell(order, 600_000, { ...payment(order, 'paid'), ...fulfilment('preparing') })];

function endOf(order) {
  if (order.n % 20 === 7) return [tell(order, 1_200_000, fulfilment('cancelled'))];
  const completedAt = new Date(order.paidAt + 1_200_000);
  const done = { fulfilment: { state: 'completed', raw: 'completed', completedAt } };
  return [tell(order, 1_200_000, { ...done, ...(order.n % 10 === 3 ? moneyBack(order) : {}) })];
}

function tell({ vendorNo, paidAt, accountId }, afterMs, groups) {
  return {
    account: { id: accountId, connector: 'storefront', sells: 'first', storeIds: 'own' },
    observation: { vendorNo, asOf: new Date(paidAt + afterMs), precedence: 0, ...groups },
    evidence: {
      body: Buffer.from(`{"orderNo":"${vendorNo}","after":${afterMs},"as":"a shop would send it"}`),
    },
    by: 'live',
  };
}

const payment = ({ paidAt }, state) => ({
  payment: { state, raw: state, paidAt: new Date(paidAt), method: 'wechat' },
});
const fulfilment = (state) => ({ fulfilment: { state, raw: state, completedAt: null } });

const moneyBack = ({ vendorNo, paidAt }) => ({
  afterSale: {
    state: 'partly_refunded',
    raw: null,
    refunds: [{ id: `${vendorNo}-r`, amountFen: 500n, refundedAt: new Date(paidAt + 1_100_000) }],
  },
});

const whole = ({ n, store, paidAt }) => ({
  placement: {
    vendorStoreId: store,
    placedAt: new Date(paidAt - 60_000),
    numbers: [`42${String(paidAt)}${n}`],
    origin: { source: 'app' },
  },
  amounts: {
    saleFen: 5_000n + BigInt(n % 97),
    totalFen: 5_400n + BigInt(n % 97),
    paidFen: 5_000n + BigInt(n % 97),
    discountFen: 400n,
    freightFen: 300n,
    packagingFen: 100n,
    flags: [],
  },
  lines: ['红烧牛肉面', '卤蛋', '可乐'].map((itemName, line) => ({
    itemName,
    itemSpec: null,
    unit: null,
    quantity: String(1 + ((n + line) % 3)),
    unitPrice: '12.00',
    amountFen: 1_200n,
  })),
  contact: {
    name: '林小雨',
    phone: `138${String(10_000_000 + n)}`,
    address: '虚构路1号',
    remark: null,
    memberNo: null,
  },
});
