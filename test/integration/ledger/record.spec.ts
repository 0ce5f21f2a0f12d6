import type { Sql, Statement } from '#database/sql.js';
import { aRecording, anObservation, PAID_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addStore,
  CONSUMER,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

describe('record', () => {
  let open: OpenLedger;
  let account: string;
  let nextNo = 1;
  const someNo = (): string => `A-${String(nextNo++)}`;

  beforeAll(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
  });
  afterAll(() => open.close());

  const count = (table: string, legId: string) =>
    open.database
      .rows<{ count: string }>({ text: `SELECT count(*) FROM ${table} WHERE leg_id = $1`, values: [legId] })
      .then(([row]) => Number(row?.count));

  const entriesOf = (legId: string) => open.database.prisma.ledgerEntry.findMany({ where: { legId } });

  it('makes an order of a first observation, with everything that was said', async () => {
    const vendorNo = someNo();
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo })]);
    const order = await open.orders.get(recorded!.orderId);
    expect(order).toMatchObject({
      status: 'paid',
      payment: 'paid',
      saleFen: 1_800n,
      saleAt: PAID_AT,
      storeId: null,
      legs: [{ vendorNo, lines: [{ itemName: '红烧牛肉面', quantity: '1' }], contact: { name: '张三' } }],
      links: [{ evidence: 'first observation' }],
      entries: [{ changed: expect.arrayContaining(['payment', 'lines', 'contact']) as string[], flags: [] }],
    });
  });

  it('keeps the person out of the append-only history and out of the folded state', async () => {
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo: someNo() })]);
    const [leg, [entry]] = await Promise.all([
      open.database.prisma.leg.findUniqueOrThrow({ where: { id: recorded!.legId } }),
      entriesOf(recorded!.legId),
    ]);
    const kept = JSON.stringify([leg.state, entry?.observation]);
    for (const personal of ['张三', '13800000000', '徐汇', '香菜']) expect(kept).not.toContain(personal);
  });

  it('adds nothing when the same observation comes again, alone or twice in one batch', async () => {
    const again = aRecording(account, { vendorNo: someNo() });
    const [first] = await open.ledger.record([again, again]);
    const [second] = await open.ledger.record([again]);
    expect([first!.changed, second!.changed]).toEqual([true, false]);
    expect(await count('ledger_entries', first!.legId)).toBe(1);
  });

  it('takes an unchanged later answer for a confirmation: no entry, no change row, a later confirmedAt', async () => {
    const vendorNo = someNo();
    const [first] = await open.ledger.record([aRecording(account, { vendorNo })]);
    await open.database.rows({
      text: 'DELETE FROM order_changes WHERE order_id = $1',
      values: [first!.orderId],
    });
    const asOf = new Date(PAID_AT.getTime() + 60_000);
    await open.ledger.record([aRecording(account, { vendorNo, asOf })]);
    const leg = await open.database.prisma.leg.findUniqueOrThrow({ where: { id: first!.legId } });
    expect(leg.confirmedAt).toEqual(asOf);
    expect(await count('ledger_entries', first!.legId)).toBe(1);
    expect(await open.database.prisma.orderChange.count({ where: { orderId: first!.orderId } })).toBe(0);
  });

  it('keeps a late, outdated statement once in the history and lets it change nothing', async () => {
    const vendorNo = someNo();
    const cancelled = { state: 'cancelled', raw: 'cancelled', completedAt: null } as const;
    const [order] = await open.ledger.record([aRecording(account, { vendorNo, fulfilment: cancelled })]);
    const late = aRecording(account, { vendorNo, asOf: new Date(PAID_AT.getTime() - 1_000) });
    await open.ledger.record([late]);
    await open.ledger.record([late]);
    const entries = await entriesOf(order!.legId);
    expect(entries.map((entry) => entry.changed)).toContainEqual([]);
    expect(entries).toHaveLength(2);
    expect((await open.orders.get(order!.orderId))?.status).toBe('cancelled');
  });

  it('folds what many record at once into one order, one entry each', async () => {
    const vendorNo = someNo();
    const changes = Array.from({ length: 24 }, (_, index) =>
      aRecording(account, {
        vendorNo,
        asOf: new Date(PAID_AT.getTime() + index * 1_000),
        amounts: someAmounts(BigInt(index + 1)),
      }),
    );
    const recorded = await Promise.all(
      [...changes, ...changes].sort(() => Math.random() - 0.5).map((change) => open.ledger.record([change])),
    );
    const orders = new Set(recorded.flat().map((one) => one.orderId));
    expect(orders.size).toBe(1);
    const [orderId] = orders;
    expect((await open.orders.get(orderId!))?.saleFen).toBe(24n);
    expect(await count('ledger_entries', recorded[0]![0]!.legId)).toBe(24);
  });

  it('does not deadlock when batches name the same orders in opposite orders', async () => {
    const numbers = Array.from({ length: 30 }, someNo);
    const batch = (minute: number, order: string[]) =>
      order.map((vendorNo) =>
        aRecording(account, {
          vendorNo,
          asOf: new Date(PAID_AT.getTime() + minute),
          amounts: someAmounts(BigInt(minute)),
        }),
      );
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        open.ledger.record(batch(index + 1, index % 2 ? numbers : numbers.toReversed())),
      ),
    );
    const sales = await open.database.prisma.order.findMany({
      where: { legs: { some: { vendorNo: { in: numbers } } } },
    });
    expect(sales.map((order) => order.saleFen)).toEqual(numbers.map(() => 12n));
  });

  it('uses the same number of statements for one order as for two hundred', async () => {
    const statements = async (size: number) => {
      const seen: string[] = [];
      await open.database.transaction((sql) =>
        open.ledger.recordOn(
          counting(sql, seen),
          Array.from({ length: size }, () => aRecording(account, { vendorNo: someNo() })),
        ),
      );
      return seen.length;
    };
    expect(await statements(200)).toBe(await statements(1));
  });

  it('rolls everything back together', async () => {
    const vendorNo = someNo();
    const failing = open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [aRecording(account, { vendorNo })]);
      throw new Error('afterwards');
    });
    await expect(failing).rejects.toThrow('afterwards');
    expect(await open.orders.list({ q: vendorNo, limit: 5 })).toEqual([]);
  });

  it('keeps 64-bit numbers, the greatest amount and text of any script digit-exact', async () => {
    const vendorNo = '9223372036854775807';
    const amounts = someAmounts(1_000_000_000_000n);
    const lines = [{ ...anObservation().lines![0]!, itemName: `"','{}\\,NULL 𠮷`, quantity: '0.125' }];
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo, amounts, lines })]);
    const [found] = await open.orders.list({ q: vendorNo, limit: 5 });
    expect(found).toMatchObject({ id: recorded!.orderId, saleFen: 1_000_000_000_000n });
    const [leg] = (await open.orders.get(found!.id))!.legs;
    expect(leg!.lines).toMatchObject([{ itemName: `"','{}\\,NULL 𠮷`, quantity: '0.125' }]);
  });

  it('finds nobody by a text that is no phone number, and nobody whose phone is none', async () => {
    const phones = ['13900000000', '***', 'privacy number', '138****1001'];
    const contactOf = (phone: string) => ({ name: null, phone, address: null, remark: null, memberNo: null });
    const account = await addAccount(open.database);
    await open.ledger.record(
      phones.map((phone, n) => aRecording(account, { vendorNo: `masked-${n}`, contact: contactOf(phone) })),
    );
    const foundBy = async (q: string) => (await open.orders.list({ q, limit: 5 })).length;
    expect(await Promise.all(['ABC', '张三', '***', 'PO-1381001', '1381001'].map(foundBy))).toEqual([
      0, 0, 0, 0, 0,
    ]);
    expect(await foundBy('13900000000')).toBe(1);
  });

  it('finds an order by any of its numbers and by its phone, however that is written', async () => {
    const contact = { name: '李四', phone: '13800000009', address: null, remark: null, memberNo: null };
    const vendorNo = someNo();
    const placement = { ...anObservation().placement!, numbers: ['PAY-77'] };
    await open.ledger.record([aRecording(account, { vendorNo, placement, contact })]);
    for (const q of [vendorNo, 'PAY-77', '138 0000 0009', '+86-13800000009']) {
      expect((await open.orders.list({ q, limit: 5 })).map((order) => order.legs[0]?.vendorNo)).toEqual([
        vendorNo,
      ]);
    }
  });

  it('refuses to change or remove history', async () => {
    const [recorded] = await open.ledger.record([aRecording(account, { vendorNo: someNo() })]);
    for (const statement of [
      'UPDATE ledger_entries SET flags = $2 WHERE leg_id = $1',
      'DELETE FROM order_links WHERE leg_id = $1 AND $2::text[] IS NOT NULL',
    ]) {
      await expect(open.database.rows({ text: statement, values: [recorded!.legId, []] })).rejects.toThrow(
        'append-only',
      );
    }
    await expect(open.database.rows({ text: 'TRUNCATE ledger_entries' })).rejects.toThrow('append-only');
  });

  it('tells a consumer what it last saw, however often the order moved since', async () => {
    const vendorNo = someNo();
    const [first] = await open.ledger.record([aRecording(account, { vendorNo })]);
    await open.database.rows({
      text: 'DELETE FROM order_changes WHERE order_id = $1',
      values: [first!.orderId],
    });
    for (const minute of [1, 2]) {
      const paidAt = new Date(PAID_AT.getTime() + minute * 60_000);
      const payment = { ...anObservation().payment!, paidAt };
      await open.ledger.record([aRecording(account, { vendorNo, payment, asOf: paidAt })]);
    }
    expect(
      await open.database.prisma.orderChange.findMany({ where: { orderId: first!.orderId } }),
    ).toMatchObject([{ consumer: CONSUMER.name, sincePosting: 0 }]);
  });

  it('wakes its consumers in the same transaction', async () => {
    const jobs = () =>
      open.database.rows({
        text: `SELECT key FROM graphile_worker.jobs WHERE task_identifier = $1`,
        values: [CONSUMER.task.name],
      });
    await open.ledger.record([aRecording(account, { vendorNo: someNo() })]);
    expect(await jobs()).toEqual([{ key: 'test.changes:test' }]);
  });

  it('resolves the store by binding, by own code, or by the account’s only binding', async () => {
    const store = await addStore(open.database, `S-${newId()}`);
    const bound = await addAccount(open.database);
    await bind(bound, store, '880123456789012345');
    const placement = (vendorStoreId: string | null) => ({ ...anObservation().placement!, vendorStoreId });
    const recorded = await open.ledger.record([
      aRecording(bound, { vendorNo: someNo(), placement: placement('880123456789012345') }),
      aRecording(bound, { vendorNo: someNo(), placement: placement(null) }),
      aRecording(bound, { vendorNo: someNo(), placement: placement('unheard of') }),
    ]);
    const orders = await Promise.all(recorded.map(({ orderId }) => open.orders.get(orderId)));
    expect(orders.map((order) => order?.storeId)).toEqual([store, store, null]);
  });

  const bind = (accountId: string, storeId: string, vendorStoreId: string) =>
    open.database.prisma.storeBinding.create({
      data: { id: newId(), accountId, storeId, vendorStoreId, createdAt: new Date() },
    });

  it('gives orders that came first to the store that is bound later, and says where they had counted', async () => {
    const late = await addAccount(open.database);
    const [recorded] = await open.ledger.record([aRecording(late, { vendorNo: someNo() })]);
    await open.database.rows({
      text: 'DELETE FROM order_changes WHERE order_id = $1',
      values: [recorded!.orderId],
    });
    const store = await addStore(open.database, `S-${newId()}`);
    await bind(late, store, 'SH-01');
    const { id } = await open.database.transaction((sql) =>
      open.attribution.begin(sql, { accountId: late, vendorStoreId: 'SH-01', since: null }, [store]),
    );
    expect(await open.attribution.goOn(id)).toBe(true);
    expect((await open.orders.get(recorded!.orderId))?.storeId).toBe(store);
    expect(
      await open.database.prisma.orderChange.findMany({ where: { orderId: recorded!.orderId } }),
    ).toMatchObject([{ sincePosting: 0 }]);
  });

  it('loses no order that is recorded while its store is being bound', async () => {
    const racing = await addAccount(open.database);
    const store = await addStore(open.database, `S-${newId()}`);
    const vendorNo = someNo();
    const bound = () =>
      open.database.transaction(async (sql) => {
        await sql.rows({
          text: `INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at)
                 VALUES ($1, $2, $3, 'SH-01', now())`,
          values: [newId(), racing, store],
        });
        return open.attribution.begin(sql, { accountId: racing, vendorStoreId: 'SH-01', since: null }, [
          store,
        ]);
      });
    const id = await open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [aRecording(racing, { vendorNo })]);
      const begun = await bound();
      // It knows that somebody is recording who may not have seen the binding.
      expect(await open.attribution.goOn(begun.id)).toBe(false);
      return begun.id;
    });
    expect((await open.orders.list({ q: vendorNo, limit: 1 }))[0]?.storeId).toBeNull();
    expect(await open.attribution.goOn(id)).toBe(true);
    expect((await open.orders.list({ q: vendorNo, limit: 1 }))[0]?.storeId).toBe(store);
  });
});

const counting = (sql: Sql, seen: string[]): Sql => ({
  rows<Row>(statement: Statement) {
    seen.push(statement.text);
    return sql.rows<Row>(statement);
  },
});
