import { ConnectorError } from '#connectors-core/connector-error.js';
import { stringifyLossless } from '#connectors-core/lossless-json.js';
import type { SharedQuota } from '#accounts/quota/quota.service.js';
import { UnmappedItemsQuery } from '#dispatch/operator/unmapped-items.query.js';
import { productsDigest } from '#domain/products-digest.js';
import type { ComparedCommand } from '#reconciliation/compare/compared-order.js';
import { readComparedOrders } from '#reconciliation/read/compared-orders.query.js';
import { someAmounts } from '../../factories/observations.js';
import { granted, quotaThat } from '../../support/shared-quotas.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing } from './toy-till.js';

describe('placing', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const line = (itemName: string, itemSpec: string | null = null) => ({
    itemName,
    itemSpec,
    unit: null,
    quantity: '1.5',
    unitPrice: '12.00',
    amountFen: 1_800n,
  });

  it('books a paid order once, links it and keeps what was sent', async () => {
    const { orderId } = await world.tell();
    await hub.work();
    const [booked] = [...world.till.orders.values()];
    const placed = await world.only('place');
    expect(placed).toMatchObject({
      state: 'done',
      orderId,
      vendorNo: booked!.vendorNo,
      attempts: 1,
      cause: 'rule',
      resolvedBy: null,
      nextAttemptAt: null,
    });
    expect(booked!.marker).toBe(placed.marker);
    expect(await world.legsOf(orderId)).toEqual(['A-00001', booked!.vendorNo]);
    expect(placed.history).toMatchObject([{ step: 'place', outcome: 'done', message: 'success' }]);
    await hub.work();
    expect(world.till.calls).toHaveLength(1);
  });

  it('an order for which the till names another order’s number waits for a person, and is not placed again', async () => {
    const first = await world.tell();
    await hub.work();
    const [booked] = [...world.till.orders.values()];
    world.till.placeAnswer = async (book) => ({ ...book(), vendorNo: booked!.vendorNo });
    const second = await world.tell();
    await hub.work();
    world.clock.pass(2 * MINUTE);
    await hub.work();
    const [placed] = await world.ofOrders(first);
    expect(placed).toMatchObject({ state: 'done', vendorNo: booked!.vendorNo });
    const [held] = await world.ofOrders(second);
    expect(held).toMatchObject({ state: 'held', errorCode: 'maybe_placed', vendorNo: null, attempts: 1 });
    expect(held!.errorMessage).toContain(booked!.vendorNo);
    expect(await world.legsOf(second.orderId)).toHaveLength(1);
    expect(world.till.called('place')).toHaveLength(2);
    expect(world.events.at(-1)).toMatchObject({ level: 'warn', state: 'held' });
  });

  it('keeps every digit of what was sent, and no person', async () => {
    await world.map('大', '9223372036854775807');
    await world.tell({ lines: [line('大')] });
    await hub.work();
    const { history } = await world.only('place');
    const sent = stringifyLossless(history[0]!.request);
    expect(sent).toContain('"productUid":9223372036854775807');
    expect(sent).toContain('"quantity":1.5');
    expect(sent).toContain('"contactTel":"[masked]"');
    expect(sent).not.toContain('13800000000');
    expect(JSON.stringify(world.events)).not.toContain('13800000000');
  });

  it('keeps what the till is to show', async () => {
    await world.map('大', '9223372036854775807');
    await world.database.prisma.productMapping.updateMany({
      where: { itemName: '大' },
      data: { units: '0.1' },
    });
    const lines = [
      line('大'),
      line('大'),
      { ...line('满减'), quantity: '1', unitPrice: '-5.00', amountFen: -500n },
    ];
    const { orderId } = await world.tell({ lines });
    const shown = async () => (await readComparedOrders(world.database, [orderId], new Map()))[0]!.commands;
    await hub.plan();
    expect(await shown()).toMatchObject([
      { state: 'waiting', sentFen: null, sentProducts: null, statedAt: null },
    ]);
    await hub.work();
    const [{ statedAt, overAt, ...placed }] = (await shown()) as [ComparedCommand];
    expect(placed).toMatchObject({
      ...{ kind: 'place', state: 'done', cause: 'rule', finds: 0, foundAt: null, sentFen: 1_800n },
      sentProducts: productsDigest([{ productUid: '9223372036854775807', quantity: '0.3' }]),
    });
    expect([statedAt, overAt]).toEqual([expect.any(Date), expect.any(Date)]);
  });

  it('an order with unmapped items waits, names all of them, and goes on once they are mapped', async () => {
    await world.tell({ lines: [line('饺子'), line('米饭', '大'), line('红烧牛肉面'), line('饺子')] });
    await hub.work();
    const items = [
      { itemName: '饺子', itemSpec: null },
      { itemName: '米饭', itemSpec: '大' },
    ];
    const held = await world.only('place');
    expect(held).toMatchObject({ state: 'held', errorCode: 'unmapped_item', detail: { items }, attempts: 0 });
    expect(held.errorMessage).toContain('饺子, 米饭 (大)');
    const release = (itemName: string, itemSpec = '') =>
      world.database.transaction((sql) => hub.release.release(sql, world.tillId, [{ itemName, itemSpec }]));
    await world.map('饺子', '1');
    const before = await world.only('place');
    for (const [itemName, itemSpec] of [['面'], ['米饭', '小'], ['红烧牛肉面']] as const)
      await release(itemName, itemSpec);
    await hub.work();
    expect(await world.only('place')).toEqual(before);
    await release('饺子');
    await hub.work();
    expect((await world.only('place')).detail).toEqual({ items: [items[1]] });
    await world.map('米饭', '2');
    await release('米饭');
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', detail: null, errorCode: null });
  });

  it('says of unmapped items how many orders wait for each', async () => {
    const { orderId } = await world.tell({ vendorNo: 'A', lines: [line('饺子'), line('米饭', '大')] });
    // Of two commands that are made within one millisecond neither is the newer.
    await hub.work();
    world.clock.pass(1_000);
    const newest = await world.tell({ vendorNo: 'B', lines: [line('米饭', '大'), line('米饭', '大')] });
    await hub.work();
    expect(await new UnmappedItemsQuery(world.database).ofAccount(world.tillId, 9)).toEqual([
      {
        ...{ itemName: '米饭', itemSpec: '大', orders: 2 },
        ...{ oldestAt: expect.any(Date), newestOrderId: newest.orderId },
      },
      {
        ...{ itemName: '饺子', itemSpec: null, orders: 1 },
        ...{ oldestAt: expect.any(Date), newestOrderId: orderId },
      },
    ]);
  });

  it('needs no product for a line that takes off, nor for one of nothing', async () => {
    await world.map('大', '7');
    await world.tell({
      lines: [
        { ...line('大'), quantity: '1', amountFen: 1_800n },
        { ...line('满减'), quantity: '1', unitPrice: '-5.00', amountFen: -500n },
        { ...line('散装曲奇'), quantity: '0', amountFen: 0n },
      ],
    });
    await hub.work();
    const placed = await world.only('place');
    expect(placed.state).toBe('done');
    expect(stringifyLossless(placed.history[0]!.request)).toContain(
      '"items":[{"quantity":1,"productUid":7}]',
    );
  });

  it('no order stays held for a mapping that was entered while it was being held', async () => {
    for (let round = 0; round < 10; round += 1) {
      const name = `item ${round}`;
      for (let n = 0; n < 4; n += 1) await world.tell({ lines: [line(name)] });
      await hub.plan();
      const enter = world.database.transaction(async (sql) => {
        await sql.rows({
          text: 'SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE',
          values: [world.tillId],
        });
        for (let turn = 0; turn < round; turn += 1) await new Promise(setImmediate);
        await sql.rows({
          text: `INSERT INTO product_mappings (id, account_id, item_name, product_uid, created_at, updated_at)
                 VALUES ($1, $2, $3, '7', now(), now())`,
          values: [world.newId(), world.tillId, name],
        });
        await hub.release.release(sql, world.tillId, [{ itemName: name, itemSpec: '' }]);
      });
      await Promise.all([hub.send(), enter]);
      await hub.send();
    }
    expect(await world.list({ state: 'held' })).toEqual([]);
    expect(world.till.orders.size).toBe(40);
  });

  it('holds what cannot be booked as it stands, and says why', async () => {
    const told = [
      await world.tell({ amounts: { ...someAmounts(1_700n), flags: ['sale_amounts_differ'] } }),
      await world.tell({ lines: [] }),
    ];
    await hub.work();
    const [disagreeing, empty] = await world.ofOrders(...told);
    expect(disagreeing).toMatchObject({ state: 'held', errorCode: 'amounts_disagree' });
    expect(disagreeing!.errorMessage).toBe('the lines add up to 18.00, the order says 17.00');
    expect(empty).toMatchObject({ state: 'held', errorCode: 'no_items' });
    expect(world.till.calls).toEqual([]);
  });

  it('holds what has become too old while it waited', async () => {
    await world.tell();
    await hub.plan();
    world.clock.pass(60 * MINUTE + 1);
    await hub.send();
    expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'too_old', attempts: 0 });
  });

  it('holds what waits when placing is switched off, and sends nothing to a paused account', async () => {
    await world.tell();
    await hub.plan();
    await world.database.prisma.account.update({ where: { id: world.tillId }, data: { paused: true } });
    await hub.send();
    expect(await world.only('place')).toMatchObject({ state: 'waiting' });
    await world.database.prisma.account.update({ where: { id: world.tillId }, data: { paused: false } });
    await world.switch(['ship']);
    await hub.send();
    expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'switched_off' });
    expect(world.till.calls).toEqual([]);
  });

  it('an account that another hub has just switched on is believed', async () => {
    await world.tell();
    await hub.plan();
    const stale = (await world.byId(world.tillId))!;
    const behind = { byId: () => Promise.resolve({ ...stale, flagsSince: {} }) };
    await world.hub('behind', { accounts: behind }).send();
    expect(await world.only('place')).toMatchObject({ state: 'done' });
  });

  it('sees a cancel that was recorded after planning', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.plan();
    await world.cancel('A');
    await hub.send();
    expect(await world.only('place')).toMatchObject({ state: 'withdrawn', errorCode: 'order_cancelled' });
    expect(world.till.calls).toEqual([]);
  });

  it('waits for a cancel that is just being recorded', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.plan();
    let sending: Promise<void> | undefined;
    await world.database.transaction(async (sql) => {
      await world.cancelOn(sql, 'A');
      world.statements.length = 0;
      sending = hub.send();
      // It has come to where it waits, or has gone past it.
      const there = ['ledger_lock_order_rows', 'ledger_order_facts'];
      while (!world.statements.some((name) => there.includes(name))) await new Promise(setImmediate);
    });
    await sending;
    expect(await world.only('place')).toMatchObject({ state: 'withdrawn' });
    expect(world.till.calls).toEqual([]);
  });

  it.each(['rejected', 'duplicate', 'unsupported'] as const)(
    'a till that says %s is not asked again',
    async (code) => {
      world.till.placeAnswer = failing(code, 'member number unknown', { vendorCode: '1099' });
      await world.tell();
      await hub.work();
      world.clock.pass(30 * MINUTE);
      await hub.work();
      const failed = await world.only('place');
      expect(failed).toMatchObject({
        state: 'failed',
        errorCode: code,
        errorMessage: 'member number unknown',
      });
      expect(failed.history).toMatchObject([{ step: 'place', outcome: code, vendorCode: '1099' }]);
      expect(failed.settledAt).not.toBeNull();
      expect(world.till.calls).toHaveLength(1);
    },
  );

  it.each([
    'invalid_config',
    'auth_failed',
    'invalid_signature',
    'rate_limited',
    'quota_exhausted',
    'unavailable',
  ] as const)('what was not taken (%s) is sent again under the same marker, without a find', async (code) => {
    world.till.placeAnswer = failing(code, 'not now');
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: code, attempts: 1 });
    await hub.send();
    expect(world.till.calls).toHaveLength(1);
    world.till.placeAnswer = undefined;
    world.clock.pass(MINUTE);
    await hub.work();
    const { state, attempts, marker } = await world.only('place');
    expect({ state, attempts }).toEqual({ state: 'done', attempts: 2 });
    expect(world.till.calls.map(({ operation, about }) => [operation, about])).toEqual([
      ['place', marker],
      ['place', marker],
    ]);
  });

  it('pauses longer with each failure in a row', async () => {
    world.till.placeAnswer = failing('unavailable', 'closed');
    await world.tell();
    await hub.plan();
    const pauses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      await hub.send();
      const { nextAttemptAt } = await world.only('place');
      pauses.push(nextAttemptAt!.getTime() - world.clock.now().getTime());
      world.clock.pass(pauses.at(-1)!);
    }
    expect(pauses).toEqual([2_500, 5_000, 10_000, 20_000, 40_000, 80_000]);
  });

  it('waits for the quota, and tells it when the till says that it is spent', async () => {
    const exhausted: unknown[] = [];
    const retryAt = new Date(world.clock.now().getTime() + MINUTE);
    let isSpent = true;
    const quota: SharedQuota = {
      ...quotaThat(() => Promise.resolve(isSpent ? { granted: false, retryAt } : granted())),
      exhausted: (active, until) => Promise.resolve(void exhausted.push([active.account.id, until])),
    };
    const limited = world.hub('limited', { quota });
    await world.tell();
    await limited.work();
    const waiting = await world.only('place');
    expect(waiting).toMatchObject({
      state: 'waiting',
      errorCode: 'quota_exhausted',
      nextAttemptAt: retryAt,
      attempts: 0,
    });
    isSpent = false;
    world.till.placeAnswer = failing('quota_exhausted', 'no calls left', { retryAfterMs: 5 * SECOND });
    world.clock.pass(MINUTE);
    await limited.work();
    expect(exhausted).toEqual([[world.tillId, new Date(world.clock.now().getTime() + 5 * SECOND)]]);
  });

  it('a document that cannot be made for lack of a setting is made again later', async () => {
    const { orderSink } = world.till.connector;
    const document = orderSink!.document;
    orderSink!.document = () => {
      throw new ConnectorError('invalid_config', 'no pay method');
    };
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({
      state: 'waiting',
      errorCode: 'invalid_config',
      attempts: 0,
    });
    orderSink!.document = document;
    world.clock.pass(MINUTE);
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done' });
  });

  it('an order whose document is poisoned stops only itself', async () => {
    const { orderSink } = world.till.connector;
    const document = orderSink!.document;
    orderSink!.document = (order, account) => {
      if (order.vendorNo === 'poison') throw new TypeError('13800000000');
      return document(order, account);
    };
    const told = [await world.tell({ vendorNo: 'poison' }), await world.tell({ vendorNo: 'good' })];
    await hub.work();
    const [poisoned, good] = await world.ofOrders(...told);
    expect(good).toMatchObject({ state: 'done' });
    expect(poisoned).toMatchObject({ state: 'waiting', errorCode: 'invalid_config' });
    expect(poisoned!.errorMessage).toBe('unexpected fault: TypeError');
  });

  it('several hubs at once send each order once', async () => {
    world.till.placeAnswer = async (book) => {
      await new Promise(setImmediate);
      return book();
    };
    await world.tellMany(150);
    const hubs = ['a', 'b', 'c'].map((name) => world.hub(name));
    await Promise.all(hubs.map((one) => one.work()));
    await Promise.all(hubs.map((one) => one.work()));
    expect(world.till.called('place')).toHaveLength(150);
    expect(new Set(world.till.called('place').map(({ about }) => about)).size).toBe(150);
    expect(await world.list({ state: 'done' })).toHaveLength(150);
    expect(world.till.mostAtOnce).toBe(1);
  });
});
