import type { OrderObservation } from '#domain/order-observation.js';
import type { Recording, RecordingAccount } from '#ledger/recording.js';
import { aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';
import type { Statement } from './seeded-telling.js';

const MINUTE_MS = 60_000;

/** What of an order is kept as differing, by its number at the shop: the rules' names, sorted. */
export type Kept = ReadonlyMap<string, readonly string[]>;

/** A world whose vendors tell whole stories. */
export async function seededWorld() {
  const world = await reconciliationWorld();
  return {
    ...world,
    record: (statements: readonly Statement[]) =>
      world.ledger.record(statements.map((one) => toRecording(one, world))),
    kept: () => readKept(world),
    /** How many orders wait to be compared. */
    waiting: async (): Promise<number> =>
      (await world.database.rows({ text: 'SELECT FROM order_changes' })).length,
  };
}

export type SeededWorld = Awaited<ReturnType<typeof seededWorld>>;

async function readKept({ database, shop }: ReconciliationWorld): Promise<Kept> {
  const rows = await database.rows<{ no: string; rules: string[] }>({
    text: `SELECT l.vendor_no AS no, array_agg(d.rule ORDER BY d.rule) AS rules
           FROM discrepancies d LEFT JOIN legs l ON l.order_id = d.order_id AND l.account_id = $1
           WHERE d.state <> 'closed' GROUP BY 1`,
    values: [shop],
  });
  return new Map(rows.map(({ no, rules }) => [no, rules]));
}

function toRecording(statement: Statement, { shop, till, suning }: ReconciliationWorld): Recording {
  const { by, no, copy } = statement;
  const shopAccount: RecordingAccount = { ...aRecording(shop).account, id: shop };
  const numberOf = { account: shopAccount, vendorNo: no };
  switch (by) {
    case 'shop':
      return aRecording(shop, shopSays(statement));
    case 'till':
      return { ...aRecording(till.id, tillSays(statement, `T-${no}-${String(copy)}`), till), numberOf };
    case 'suning':
      return { ...aRecording(suning.id, {}, suning), observation: suningSays(statement), numberOf };
  }
}

const stands = ({ minute, fulfilment }: Statement) => ({
  asOf: new Date(PAID_AT.getTime() + minute * MINUTE_MS),
  fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
});

const shopSays = (statement: Statement): Partial<OrderObservation> => ({
  ...stands(statement),
  vendorNo: statement.no,
  payment: {
    state: statement.payment,
    raw: statement.payment,
    paidAt: statement.payment === 'unpaid' ? null : PAID_AT,
    method: null,
  },
});

const tillSays = (statement: Statement, vendorNo: string): Partial<OrderObservation> => ({
  ...stands(statement),
  vendorNo,
  placement: { vendorStoreId: null, placedAt: PLACED_AT, numbers: [], origin: {} },
  amounts: someAmounts(1_800n),
});

/** As its lists do: where the order stands and what is wrong with it, nothing of money and goods. */
function suningSays(statement: Statement): OrderObservation {
  const origin = statement.error === null ? {} : { orderError: statement.error };
  return {
    ...stands(statement),
    precedence: 0,
    vendorNo: `201:${statement.no}`,
    placement: { vendorStoreId: null, placedAt: null, numbers: [statement.no], origin },
  };
}
