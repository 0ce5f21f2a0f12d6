import type { Statement } from '#database/sql.js';
import type { AttributionScope } from '#domain/attribution.js';
import { Attributing } from '#ledger/attribution/attributing.js';
import { AttributionQuery } from '#ledger/attribution/attribution.query.js';
import { AttributionStep } from '#ledger/attribution/attribution-step.js';
import { claimAttribution } from '#ledger/attribution/attributions.store.js';
import { MOST_LOOKED, nextCandidates, type LegSearch } from '#ledger/attribution/candidates.store.js';
import { recordingsUnderWay } from '#ledger/recording-lock.store.js';
import { aRecording, PAID_AT } from '../../factories/observations.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  openLedger,
  type OpenLedger,
} from '../../support/open-ledger.js';

const QUARTER_MS = 900_000;

let open: OpenLedger;
beforeAll(async () => {
  open = await openLedger([
    CONSUMER,
    { ...CONSUMER, name: 'places', ofMoves: 'places' },
    { ...CONSUMER, name: 'news', ofMoves: 'news' },
  ]);
});
afterAll(() => open.close());

const never = new AbortController().signal;

let count = 0;
const nextNo = (): string => `AB-${String((count += 1))}`;

const bind = (accountId: string, storeId: string) =>
  open.database.prisma.storeBinding.create({
    data: { id: newId(), accountId, storeId, vendorStoreId: 'SH-01', createdAt: new Date() },
  });

const begin = (scope: AttributionScope, storeIds: readonly string[]) =>
  open.database.transaction((sql) => open.attribution.begin(sql, scope, storeIds));

/** An account with so many recorded orders, bound just now; its job is begun. */
async function bound(orders: number) {
  const accountId = await addAccount(open.database);
  const recordings = Array.from({ length: orders }, () => aRecording(accountId, { vendorNo: nextNo() }));
  const recorded = await open.ledger.record(recordings);
  const storeId = await addStore(open.database, nextNo());
  await bind(accountId, storeId);
  const { id, movesOrders } = await begin({ accountId, vendorStoreId: 'SH-01', since: null }, [storeId]);
  const orderIds = recorded.map((one) => one.orderId);
  return { accountId, storeId, id, movesOrders, orderIds };
}

const atStore = async (storeId: string): Promise<number> =>
  open.database.prisma.order.count({ where: { storeId } });
const job = (id: string) => new AttributionQuery(open.database).get(id);

describe('an attribution', () => {
  it('goes on in steps, and whoever comes next goes on where the last one ended', async () => {
    const { id, storeId, movesOrders } = await bound(130);
    expect(movesOrders).toBe(true);
    expect(await open.attributing.goOn(id, 1)).toBe(false);
    expect(await job(id)).toMatchObject({ state: 'open', storeIds: [storeId] });
    await open.attributing.run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 130, legsLooked: 130, legsLeft: 0 });
    expect(await atStore(storeId)).toBe(130);
  });

  it('commits each step, so that what a crash leaves is gone on with', async () => {
    const { id, storeId } = await bound(150);
    const step = new AttributionStep(open.ledger, open.clock);
    const take = () =>
      open.database.transaction(async (sql) => step.take(sql, (await claimAttribution(sql, []))!));
    expect(await take()).toBe('more');
    expect([await atStore(storeId), (await job(id))?.state]).toEqual([MOST_LOOKED.step, 'open']);
    const crashed = open.database.transaction(async (sql) => {
      await step.take(sql, (await claimAttribution(sql, []))!);
      throw new Error('crash');
    });
    await expect(crashed).rejects.toThrow('crash');
    expect(await atStore(storeId)).toBe(MOST_LOOKED.step);
    await open.attributing.run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 150 });
  });

  it('keeps no recording waiting, neither while it is made nor while it is in hand', async () => {
    const { accountId, storeId, id } = await bound(20);
    const other = await addAccount(open.database);
    const record = (of: string) => open.ledger.record([aRecording(of, { vendorNo: nextNo() })]);
    await open.database.transaction(async (sql) => {
      await sql.rows({ text: 'SELECT FROM stores WHERE id = $1 FOR NO KEY UPDATE', values: [storeId] });
      await sql.rows({ text: 'SELECT FROM accounts WHERE id = $1 FOR NO KEY UPDATE', values: [accountId] });
      await open.attribution.begin(sql, { accountId, vendorStoreId: 'SH-01', since: null }, [storeId]);
      await record(accountId);
      const attribution = await claimAttribution(sql, []);
      expect(attribution?.id).toBe(id);
      await new AttributionStep(open.ledger, open.clock).take(sql, attribution!);
      await record(accountId);
      await record(other);
    });
    await open.attributing.run(never);
    expect(await atStore(storeId)).toBe(22);
  });

  it('has no part in what is recorded meanwhile: that is given to its store at once', async () => {
    const { accountId, storeId, id } = await bound(1);
    const [recorded] = await open.ledger.record([aRecording(accountId, { vendorNo: nextNo() })]);
    expect((await open.orders.get(recorded!.orderId))?.storeId).toBe(storeId);
    await open.attributing.run(never);
    expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 1 });
  });

  it('waits for the recordings that were under way when it began, and for no later one', async () => {
    const accountId = await addAccount(open.database);
    const storeId = await addStore(open.database, nextNo());
    let id = '';
    await open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [aRecording(accountId, { vendorNo: nextNo() })]);
      await bind(accountId, storeId);
      ({ id } = await begin({ accountId, vendorStoreId: 'SH-01', since: null }, [storeId]));
      await open.attributing.run(never);
      expect(await job(id)).toMatchObject({ state: 'open', legsLooked: 0 });
    });
    await open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [aRecording(await addAccount(open.database), { vendorNo: nextNo() })]);
      expect(await recordingsUnderWay(open.database)).toHaveLength(1);
      await open.attributing.run(never);
      expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 1 });
    });
  });

  it('makes nobody’s hours rest where no order has to move', async () => {
    const { accountId, storeId } = await bound(1);
    await open.attributing.run(never);
    const { id, movesOrders } = await begin({ accountId, vendorStoreId: 'SH-01', since: null }, [storeId]);
    expect([movesOrders, (await job(id))?.storeIds]).toEqual([false, []]);
    expect(await open.attribution.goOn(id)).toBe(true);
  });

  it('tells of each order, or of the places that the orders left and came to, as a consumer wants', async () => {
    const { accountId, storeId, id, orderIds } = await bound(3);
    await open.attributing.run(never);
    const to = await addStore(open.database, nextNo());
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    const [old, ...news] = orderIds;
    await open.database.prisma.leg.updateMany({ where: { orderId: old! }, data: { createdAt: PAID_AT } });
    await open.database.prisma.storeBinding.updateMany({ where: { accountId }, data: { storeId: to } });
    const further = await begin({ accountId, vendorStoreId: 'SH-01', since: null }, [storeId, to]);
    await open.attributing.run(never);
    const changes = await open.database.prisma.orderChange.findMany();
    expect(changes.map(({ consumer, orderId }) => `${consumer} ${orderId}`).sort()).toEqual(
      [
        ...orderIds.map((orderId) => `${CONSUMER.name} ${orderId}`),
        ...news.map((orderId) => `news ${orderId}`),
      ].sort(),
    );
    const quarter = new Date(Math.floor(PAID_AT.getTime() / QUARTER_MS) * QUARTER_MS);
    const placesOf = (attributionId: string) =>
      open.database.prisma.attributionPlace.findMany({
        where: { attributionId },
        orderBy: { storeId: 'asc' },
      });
    expect(await placesOf(id)).toEqual([{ attributionId: id, storeId, quarter }]);
    expect(await placesOf(further.id)).toEqual([
      { attributionId: further.id, storeId, quarter },
      { attributionId: further.id, storeId: to, quarter },
    ]);
  });

  it.each([
    ['that cannot be moved', 'P0001'],
    ['that takes too long', '57014'],
  ])('leaves a leg behind %s, says so, and moves the others', async (_why, code) => {
    const errorMessage = `unexpected fault: error ${code}`;
    const { id, storeId, orderIds } = await bound(12);
    const poisoned = orderIds[5]!;
    await open.database.rows({
      text: `CREATE OR REPLACE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS
             $$ BEGIN IF NEW.id = '${poisoned}' THEN RAISE 'poison' USING ERRCODE = '${code}'; END IF; RETURN NEW; END $$`,
    });
    await open.database.rows({
      text: 'CREATE TRIGGER poison BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION poison()',
    });
    const rest = new AbortController();
    await open.attributing.run(rest.signal);
    expect(await job(id)).toMatchObject({
      state: 'open',
      errorMessage,
      legsLeft: 0,
    });
    for (let tries = 0; tries < 3; tries += 1) await open.attributing.run(rest.signal);
    await open.database.rows({ text: 'DROP TRIGGER poison ON orders' });
    expect(await job(id)).toMatchObject({
      state: 'done',
      ordersMoved: 11,
      legsLeft: 1,
      errorMessage,
    });
    expect(await atStore(storeId)).toBe(11);
    expect(open.events).toContainEqual(
      expect.objectContaining({ event: 'attribution', level: 'error', jobId: id, outcome: 'failed' }),
    );
  });

  it('only waits where somebody keeps a lock on an order, says so, and leaves nothing behind', async () => {
    const { id, storeId, orderIds } = await bound(3);
    const end = await holdLock(open.database, {
      text: 'SELECT FROM orders WHERE id = $1 FOR UPDATE',
      values: [orderIds[0]],
    });
    const database = impatient(open.database);
    const step = new AttributionStep(open.ledger, open.clock);
    const attributing = new Attributing(database, open.clock, step, () => undefined);
    for (let run = 0; run < 7; run += 1) await attributing.run(never);
    expect(await attributing.goOn(id, 250)).toBe(false);
    const errorMessage = 'waits: the database is away, or somebody keeps a lock (error 55P03)';
    expect(await job(id)).toMatchObject({ state: 'open', legsLeft: 0, errorMessage });
    await end();
    await attributing.run(never);
    await database.close();
    expect(await job(id)).toMatchObject({ state: 'done', ordersMoved: 3, legsLeft: 0, errorMessage: null });
    expect(await atStore(storeId)).toBe(3);
  });

  it('of several goes on with those that nobody has in hand', async () => {
    const [first, second] = [await bound(1), await bound(1)];
    await open.database.transaction(async (sql) => {
      expect((await claimAttribution(sql, []))?.id).toBe(first.id);
      await new Attributing(
        open.database,
        open.clock,
        new AttributionStep(open.ledger, open.clock),
        () => undefined,
      ).run(never);
      expect((await job(second.id))?.state).toBe('done');
    });
    await open.attributing.run(never);
    expect((await job(first.id))?.state).toBe('done');
  });
});

describe('its searches', () => {
  it.each<LegSearch>(['named', 'unnamed', 'code'])(
    'read no leg that is none of theirs: %s',
    async (search) => {
      const accountId = await addAccount(open.database);
      await manyLegs(accountId);
      const statements: Statement[] = [];
      const noted = {
        rows: async <Row>(statement: Statement): Promise<Row[]> => {
          statements.push(statement);
          return [];
        },
      };
      const from = { account_id: accountId, vendor_store_id: 'V7', code: 'V7', since: PAID_AT };
      await nextCandidates(noted, { ...from, search, looked_at: null, looked_id: null }, 'step');
      const [statement] = statements;
      const plan = await open.database.transaction(async (sql) => {
        return sql.rows<{ 'QUERY PLAN': string }>({
          text: `EXPLAIN ${statement!.text}`,
          values: statement!.values ?? [],
        });
      });
      const text = plan.map((row) => row['QUERY PLAN']).join('\n');
      expect(text).not.toMatch(/Seq Scan on legs/);
      const index =
        search === 'code' ? /legs_own_store_any_case_idx/ : /legs_account_id_vendor_store_id_order_at_id_idx/;
      expect(text).toMatch(index);
    },
  );

  async function manyLegs(accountId: string): Promise<void> {
    await open.database.rows({
      text: `WITH made AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 5000) AS n),
               ordered AS (INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
                           SELECT id, 'paid', 'paid', 'created', 'none', now(), now() FROM made)
             INSERT INTO legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, vendor_store_id,
                               state, confirmed_at, order_at, created_at, updated_at)
             SELECT id, id, $1, 'storefront', 'x' || n, 0, n % 2 = 0, CASE WHEN n % 5 > 0 THEN 'V' || n % 50 END, '{}',
               now(), now() - n * INTERVAL '1 minute', now(), now() FROM made`,
      values: [accountId],
    });
    await open.database.rows({ text: 'ANALYZE legs' });
  }
});
