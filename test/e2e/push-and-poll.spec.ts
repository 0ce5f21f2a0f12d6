import pg from 'pg';
import { startTillChain, TILL, type TillChain } from '../support/till-chain.js';
import { untilIdle } from '../support/until-idle.js';

/** `SUANPAN_CHANGES=10000` for a long look. */
const CHANGES = Number(process.env['SUANPAN_CHANGES'] ?? 2_000);

describe('one change told by push and by poll', () => {
  let chain: TillChain;
  beforeAll(async () => {
    chain = await startTillChain({ push: true, config: { pollSeconds: 5 } });
  });
  afterAll(() => chain.close());

  it(`${String(CHANGES)} till orders that arrive both ways are one entry each`, async () => {
    await chain.sandbox.control.post('pospal/orders/bulk', {
      appId: TILL.appId,
      count: CHANGES,
      notify: true,
      concurrency: 32,
    });
    await untilIdle(chain.sandbox.control);
    await chain.hub.rest.until<{ items: unknown[] }>(
      'deliveries?state=pending&limit=1',
      ({ items }) => items.length === 0,
    );
    expect(await booked()).toMatchObject({ legs: CHANGES, orders: CHANGES, entries: CHANGES });
    // The windows have shown them as well.
    const { items } = await chain.hub.rest.until<{ items: { orders: number }[] }>(
      `windows?accountId=${chain.tillAccount}&state=closed`,
      (page) => page.items.reduce((sum, { orders }) => sum + orders, 0) >= CHANGES,
    );
    expect(items.length).toBeGreaterThan(0);
    expect(await booked()).toMatchObject({ legs: CHANGES, orders: CHANGES, entries: CHANGES });
  }, 480_000);

  /** An answer asked for earlier that comes later may say since when something has been stated: it changes no value. */
  async function booked() {
    const client = new pg.Client({ connectionString: chain.databaseUrl });
    await client.connect();
    const { rows } = await client.query<object>(
      `SELECT (SELECT count(*)::int FROM legs) AS legs, (SELECT count(*)::int FROM orders) AS orders,
              (SELECT count(*)::int FROM ledger_entries WHERE changed <> '{}') AS entries`,
    );
    await client.end();
    return rows[0];
  }
});
