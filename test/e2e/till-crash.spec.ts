import pg from 'pg';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { markerOf, TillFacts, until } from '../support/till-facts.js';

/** How often the hub is killed at each step; `npm test` takes few, the full proof twenty. */
const KILLS = Number(process.env['SUANPAN_KILLS'] ?? 2);
const ADD = { vendor: 'pospal', operation: 'addOnLineOrder' };

describe('a hub that is killed while it places orders at the till', () => {
  let chain: TillChain;
  let facts: TillFacts;
  let watcher: pg.Client;

  beforeAll(async () => {
    chain = await startTillChain();
    facts = new TillFacts(chain);
    watcher = await connect();
  });
  afterAll(async () => {
    await watcher.end();
    await chain.close();
  });

  it(
    'books every order once, whatever the step at which it died',
    async () => {
      const orderNos: string[] = [];
      for (let kill = 1; kill <= KILLS; kill++) {
        for (const dieAt of [beforeTheIntent, afterSending, beforeTheAnswer, beforeRecording]) {
          orderNos.push(await dieAt());
          await chain.hub.start();
        }
      }
      const dispatches = await facts.settled(orderNos.length);
      expect(dispatches.map(({ kind, state }) => `${kind} ${state}`)).toEqual(
        orderNos.map(() => 'place done'),
      );
      const atTill = await facts.tillOrders();
      expect(atTill).toHaveLength(orderNos.length);
      expect(new Set(atTill.map(markerOf))).toEqual(new Set(dispatches.map(({ marker }) => marker)));
      for (const orderNo of orderNos) expect((await facts.order(orderNo)).legs).toHaveLength(2);
    },
    600_000 + KILLS * 60_000,
  );

  /** The intent cannot be committed: markers cannot be written. */
  const beforeTheIntent = () =>
    holding('leg_markers', async (blocked) => {
      const orderNo = await order();
      await blocked();
      await chain.hub.kill();
      return orderNo;
    });

  /** The till has the request and has not yet worked on it, and never will. */
  async function afterSending(): Promise<string> {
    await chain.sandbox.control.post('faults', { ...ADD, kind: 'drop', times: 1 });
    const orderNo = await order();
    await untilSent(orderNo);
    await chain.hub.kill();
    return orderNo;
  }

  /** The till has booked it and says nothing. */
  async function beforeTheAnswer(): Promise<string> {
    await chain.sandbox.control.post('faults', { ...ADD, kind: 'timeout_after', delayMs: 30_000, times: 1 });
    const before = (await facts.tillOrders()).length;
    const orderNo = await order();
    await until(async () => (await facts.tillOrders()).length > before);
    await chain.hub.kill();
    return orderNo;
  }

  /** The answer is there and cannot be recorded: links cannot be written. */
  async function beforeRecording(): Promise<string> {
    await chain.sandbox.control.post('faults', { ...ADD, kind: 'delay', delayMs: 500, times: 1 });
    const orderNo = await order();
    await untilSent(orderNo);
    return holding('order_links', async (blocked) => {
      await blocked(`${dispatchOf(orderNo)} AND dispatches.state = 'done'`);
      await chain.hub.kill();
      return orderNo;
    });
  }

  const order = () =>
    chain.sandbox.control
      .post<{ orderNo: string }>('shop/orders', { shopId: 'shop', storeCode: 'T-1' })
      .then(({ orderNo }) => orderNo);

  /** Its intent is written; the fault may meet the order of an earlier death instead, then it is there already. */
  const untilSent = (orderNo: string) => untilRow(`${dispatchOf(orderNo)} AND attempts > 0`);
  const dispatchOf = (orderNo: string) =>
    `SELECT 1 FROM dispatches JOIN legs ON legs.id = leg_id WHERE legs.vendor_no = '${orderNo}'`;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: chain.databaseUrl });
    await client.connect();
    return client;
  }

  async function untilRow(query: string): Promise<void> {
    await until(async () => (await watcher.query(query)).rowCount !== 0);
  }

  /** Lets nobody write to a table meanwhile; `blocked` resolves when somebody wants to, or `orElse` finds a row. */
  async function holding<T>(
    table: string,
    work: (blocked: (orElse?: string) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const holder = await connect();
    const wanted = `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
                    WHERE NOT granted AND datname = current_database() AND relation = '${table}'::regclass`;
    try {
      await holder.query(`BEGIN; LOCK TABLE ${table} IN SHARE MODE`);
      return await work((orElse) =>
        untilRow(orElse === undefined ? wanted : `${wanted} UNION ALL ${orElse}`),
      );
    } finally {
      await holder.end();
    }
  }
});
