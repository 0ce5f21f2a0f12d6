import pg from 'pg';
import { type Chain, lastHour, startChain } from '../support/chain.js';
import { untilIdle } from '../support/until-idle.js';

/** `SUANPAN_CRASH_ORDERS=5000 SUANPAN_KILLS=10` for a long look. */
const ORDERS = Number(process.env['SUANPAN_CRASH_ORDERS'] ?? 2_000);
const KILLS = Number(process.env['SUANPAN_KILLS'] ?? 4);

interface Sales {
  readonly orders: number;
  readonly totalFen: number;
}

describe('a hub that is killed again and again', () => {
  let chain: Chain;

  beforeAll(async () => {
    chain = await startChain();
  });
  afterAll(() => chain.close());

  it('loses nothing that it acknowledged, books nothing twice and reports the hour to the fen', async () => {
    const { hub, sandbox, shopStore } = chain;
    const { from, to } = lastHour();
    const hour = { paidFrom: from.toISOString(), paidTo: new Date(to.getTime() - 1).toISOString() };
    const { orderNos } = await sandbox.control.post<{ orderNos: string[] }>('shop/orders/bulk', {
      shopId: 'shop',
      count: ORDERS,
      concurrency: 32,
      ...hour,
    });
    for (let kill = 1; kill <= KILLS; kill++) {
      await unacknowledgedAtMost(ORDERS - (kill * ORDERS) / (KILLS + 1));
      await hub.kill();
      await hub.start();
    }
    await untilIdle(sandbox.control);
    await hub.rest.until<{ items: unknown[] }>(
      'deliveries?state=pending&limit=1',
      ({ items }) => items.length === 0,
    );

    expect(await booked()).toEqual({
      orders: ORDERS,
      legs: ORDERS,
      entries: ORDERS,
      numbers: orderNos.sort(),
    });
    await hub.rest.post('submissions', { storeId: shopStore, from, to });
    await hub.rest.until<{ items: { state: string }[] }>(`submissions?storeId=${shopStore}`, ({ items }) =>
      items.every(({ state }) => state === 'accepted'),
    );
    const sales = await sandbox.control.get<Sales>(
      `sales?vendor=shop&from=${from.toISOString()}&to=${to.toISOString()}`,
    );
    const { items } = await sandbox.control.get<{ items: Sales[] }>('ovopark/reports?shop=D000002');
    expect(items.map(({ totalFen }) => totalFen)).toEqual([sales.totalFen]);
    expect(items[0]).toMatchObject({ times: 1, dealPersonNum: String(sales.orders) });
  }, 480_000);

  async function unacknowledgedAtMost(count: number): Promise<void> {
    await chain.sandbox.control.until<{ shop: Record<string, number> }>(
      'notifications',
      ({ shop }) => Object.values(shop).reduce((sum, waiting) => sum + waiting, 0) <= count,
    );
  }

  /** What the ledger holds, straight from the database. */
  async function booked() {
    const client = new pg.Client({ connectionString: chain.databaseUrl });
    await client.connect();
    const count = (table: string) =>
      `(SELECT count(*)::int FROM ${table}) AS ${table === 'ledger_entries' ? 'entries' : table}`;
    const { rows } = await client.query<object>(
      `SELECT ${['orders', 'legs', 'ledger_entries'].map(count).join(', ')},
              (SELECT array_agg(vendor_no ORDER BY vendor_no COLLATE "C") FROM legs) AS numbers`,
    );
    await client.end();
    return rows[0];
  }
});
