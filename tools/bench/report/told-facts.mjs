/** What counts where nobody has stated anything. */
const DEFAULT_RULES = {
  countedBy: 'paid',
  refunds: 'ignore',
  leftOut: [],
  excludedSources: [],
  negativeHours: 'hold',
};

/**
 * Stores whose hours begin on the hour, at a quarter past and at half past, some in a summer time of their own; in each
 * of them something else counts.
 */
export const TOLD_STORES = [
  { code: 'T-1', zone: 'Asia/Shanghai', pastMinutes: 0, rules: DEFAULT_RULES },
  { code: 'T-2', zone: 'America/New_York', pastMinutes: 0, rules: { ...DEFAULT_RULES, refunds: 'own_hour' } },
  { code: 'T-3', zone: 'Asia/Kathmandu', pastMinutes: 15, rules: { ...DEFAULT_RULES, refunds: 'sale_hour' } },
  {
    ...{ code: 'T-4', zone: 'Australia/Adelaide', pastMinutes: 30 },
    rules: { ...DEFAULT_RULES, leftOut: ['freight', 'packaging'] },
  },
];

/** Between two statements of one order, ms. */
const APART_MS = 1_000;

/** A linear congruence: the same seed gives the same facts. */
function chance(seed) {
  let state = (seed * 2_654_435_761) % 4_294_967_296;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/**
 * What was sold in truth, whatever is told of it first.
 *
 * @param {{ seed: number, orders: number, from: number, to: number }} how `from`, `to`: epoch ms
 */
export function drawSales({ seed, orders, from, to }) {
  const below = chance(seed);
  return Array.from({ length: orders }, (_, n) => ({
    vendorNo: `T-${seed}-${n}`,
    store: below(TOLD_STORES.length),
    firstStore: below(TOLD_STORES.length),
    paidAt: from + below(to - from),
    firstPaidAt: from + below(to - from),
    /** A part of the time that is left, so that no refund lies ahead of what is told. */
    refundedAfter: below(1_000) / 1_000,
    fen: 100 + below(100_000),
    items: 1 + below(9),
    lines: 1 + below(3),
    fate: ['cancelled', 'refunded', 'corrected', 'unpaid', 'sold', 'sold', 'sold', 'sold'][below(8)],
  })).map(({ refundedAfter, ...sale }) => ({
    ...sale,
    refundedAt: sale.paidAt + Math.floor((to - sale.paidAt) * refundedAfter),
  }));
}

/**
 * All that a shop tells of the sales, in any order and some of it twice; in transactions of any size.
 *
 * @param {ReturnType<typeof drawSales>} sales
 * @param {{ seed: number, accountId: string }} shop
 * @returns {object[][]} recordings by transaction
 */
export function tellSales(sales, { seed, accountId }) {
  const below = chance(seed + 1);
  const told = sales.flatMap((sale) =>
    statementsOf(sale).map((observation) => recording(accountId, observation)),
  );
  const repeated = told.filter(() => below(10) === 0);
  const mixed = [...told, ...repeated]
    .map((one) => ({ one, at: below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  const transactions = [];
  while (mixed.length > 0) transactions.push(mixed.splice(0, 1 + below(120)));
  return transactions;
}

const recording = (accountId, observation) => ({
  account: { id: accountId, connector: 'storefront', sells: 'first', storeIds: 'own' },
  observation,
  evidence: { body: Buffer.from(`${observation.vendorNo} ${observation.asOf.toISOString()}`) },
  by: 'live',
});

function statementsOf(sale) {
  const first =
    sale.fate === 'corrected' ? { ...sale, store: sale.firstStore, paidAt: sale.firstPaidAt, fen: 1 } : sale;
  const told = [first.fate === 'unpaid' ? unpaid(first) : paid(first)];
  if (sale.fate === 'corrected') told.push(paid(sale));
  if (sale.fate === 'cancelled') told.push(fulfilment('cancelled'));
  else if (sale.fate !== 'unpaid') told.push(fulfilment('completed'));
  if (sale.fate === 'refunded') told.push(moneyBack(sale));
  const since = Math.max(sale.paidAt, sale.firstPaidAt);
  return told.map((groups, at) => ({
    vendorNo: sale.vendorNo,
    asOf: new Date(
      (groups.afterSale === undefined ? since : Math.max(since, sale.refundedAt)) + at * APART_MS,
    ),
    precedence: 0,
    ...groups,
  }));
}

const unpaid = (sale) => ({
  ...paid(sale),
  payment: { state: 'unpaid', raw: 'unpaid', paidAt: null, method: null },
});

const paid = ({ store, paidAt, fen, items, lines }) => ({
  placement: { vendorStoreId: TOLD_STORES[store].code, placedAt: new Date(paidAt), numbers: [], origin: {} },
  payment: { state: 'paid', raw: 'paid', paidAt: new Date(paidAt), method: 'wechat' },
  amounts: {
    saleFen: BigInt(fen),
    totalFen: BigInt(fen),
    paidFen: BigInt(fen),
    discountFen: BigInt(fen % 7),
    freightFen: BigInt(freightOf(fen)),
    packagingFen: BigInt(packagingOf(fen)),
    flags: [],
  },
  lines: Array.from({ length: lines }, (_, line) => ({
    itemName: `面 ${line}`,
    itemSpec: null,
    unit: null,
    quantity: String(line === 0 ? items : 1),
    unitPrice: '1.00',
    amountFen: 100n,
  })),
});

/** Parts of what was paid. */
export const freightOf = (fen) => fen % 5;
export const packagingOf = (fen) => fen % 3;

const fulfilment = (state) => ({ fulfilment: { state, raw: state, completedAt: null } });

const moneyBack = ({ vendorNo, refundedAt, fen }) => ({
  afterSale: {
    state: 'refunded',
    raw: null,
    refunds: [{ id: `${vendorNo}-r`, amountFen: BigInt(fen), refundedAt: new Date(refundedAt) }],
  },
});
