import type { Flag } from '#domain/flag.js';
import { setOrderFlags } from '#ledger/order-flags.store.js';
import { OrderFlagsService } from '#ledger/order-flags.service.js';
import { anObservation, aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

const later = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);

describe('flags of orders', () => {
  let open: OpenLedger;
  let shop: string;
  let next = 1;
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
    const storeId = await addStore(open.database, 'FLAGS');
    await addBinding(open.database, shop, { storeId, vendorStoreId: 'SH-01' });
  });
  afterAll(() => open.close());

  const someNo = (): string => `F-${String(next++)}`;
  const tell = async (vendorNo: string, minutes: number, flags: readonly Flag[]): Promise<string> => {
    const amounts = { ...someAmounts(1_800n), flags };
    const [recorded] = await open.ledger.record([
      aRecording(shop, { vendorNo, asOf: later(minutes), amounts }),
    ]);
    return recorded!.orderId;
  };
  const rowsOf = (orderId: string) =>
    open.database.prisma.orderFlag.findMany({
      where: { orderId },
      orderBy: [{ code: 'asc' }, { param: 'asc' }],
    });
  const dismiss = (orderId: string, code: string, param?: string) =>
    new OrderFlagsService(open.database, open.clock).dismiss({ orderId, code, param, by: 'key' });
  const waiting = async (filter: object = {}): Promise<string[]> =>
    (await open.orders.list({ attention: true, limit: 50, ...filter })).map(({ id }) => id);

  it.each<[string, readonly Flag[]]>([
    ['one without a parameter', ['sale_amounts_differ']],
    ['two of one code', ['not_whole_fen:payAmount', 'not_whole_fen:freightAmount']],
    [
      'the same one twice, with a colon and a comma in it',
      ['unknown_payment:已:支,付', 'unknown_payment:已:支,付'],
    ],
  ])('are rows and texts: %s', async (_name, flags) => {
    const orderId = await tell(someNo(), 0, flags);
    expect((await open.orders.get(orderId))!.flags).toEqual([...new Set(flags)].sort());
    expect(await rowsOf(orderId)).toHaveLength(new Set(flags).size);
    expect(await waiting()).toContain(orderId);
  });

  it('stay as they are while they stand, and go when they are no more', async () => {
    const no = someNo();
    const orderId = await tell(no, 0, ['sale_amounts_differ', 'no_name:items.0']);
    const [, first] = await rowsOf(orderId);
    await tell(no, 1, ['sale_amounts_differ', 'no_quantity:items.0']);
    expect(await rowsOf(orderId)).toEqual([expect.objectContaining({ code: 'no_quantity' }), first]);
    await tell(no, 2, []);
    expect(await rowsOf(orderId)).toEqual([]);
    expect(await waiting()).not.toContain(orderId);
  });

  it('are put away by a person until they arise anew', async () => {
    const no = someNo();
    const orderId = await tell(no, 0, ['no_name:items.0', 'no_name:items.1']);
    expect(await dismiss(orderId, 'no_name', 'items.0')).toBe(true);
    expect((await open.orders.get(orderId))!.attention).toMatchObject([
      { code: 'no_name', param: 'items.1' },
    ]);
    expect(await dismiss(orderId, 'no_name')).toBe(true);
    // What is said of something else changes nothing of it.
    await tell(no, 1, ['no_name:items.0', 'no_name:items.1', 'no_name:items.2']);
    await dismiss(orderId, 'no_name', 'items.2');
    const shown = (await open.orders.get(orderId))!;
    expect([shown.attention, shown.flags.length]).toEqual([[], 3]);
    expect(await waiting()).not.toContain(orderId);
    await tell(no, 2, []);
    await tell(no, 3, ['no_name:items.1']);
    expect((await open.orders.get(orderId))!.attention).toMatchObject([
      { code: 'no_name', param: 'items.1' },
    ]);
    expect(await waiting({ flag: 'no_name' })).toContain(orderId);
  });

  it('that nobody has cannot be put away, nor others with it', async () => {
    const orderId = await tell(someNo(), 0, ['no_name:items.0']);
    expect(await dismiss(orderId, 'no_quantity')).toBe(false);
    expect(await dismiss(orderId, 'no_name', 'items.7')).toBe(false);
    expect(await dismiss(newId(), 'no_name')).toBe(false);
    expect((await open.orders.get(orderId))!.attention).toHaveLength(1);
  });

  it('are each source’s own: what one takes back stays the other’s', async () => {
    const no = someNo();
    const [orderId, other] = [await tell(no, 0, ['same_instant']), await tell(someNo(), 0, [])];
    await setOrderFlags(
      open.database,
      'dispatch',
      [
        { orderId, flags: ['same_instant', 'till_differs'] },
        { orderId: other, flags: ['till_differs'] },
      ],
      later(0),
    );
    await tell(no, 1, []);
    expect((await open.orders.get(orderId))!.flags).toEqual(['same_instant', 'till_differs']);
    await setOrderFlags(open.database, 'dispatch', [{ orderId, flags: [] }], later(2));
    expect((await open.orders.get(orderId))!.flags).toEqual([]);
    expect((await open.orders.get(other))!.flags).toEqual(['till_differs']);
  });

  it('hold whatever a vendor writes, however long', async () => {
    const words = ['x'.repeat(10_000), 'x\0\uD83D', '订'.repeat(3_000)];
    const orders = await Promise.all(
      words.map(async (raw) => {
        const vendorNo = someNo();
        const payment = {
          ...anObservation().payment!,
          state: 'unknown' as const,
          raw,
          ofOurFormat: true as const,
        };
        return (await open.ledger.record([aRecording(shop, { vendorNo, payment })]))[0]!.orderId;
      }),
    );
    for (const id of orders) {
      const { code, param } = (await open.orders.get(id))!.attention[0]!;
      expect(code).toBe('unknown_payment');
      expect(Buffer.byteLength(param)).toBeLessThanOrEqual(512);
      expect(await dismiss(id, code, param)).toBe(true);
      expect(await waiting()).not.toContain(id);
    }
  });

  it('cost nothing where nothing changes', async () => {
    const no = someNo();
    await tell(no, 0, ['sale_amounts_differ', `unknown_payment:${'x'.repeat(10_000)}`]);
    const texts: string[] = [];
    await open.database.transaction(async (sql) => {
      const observed = { ...sql, rows: (one: { text: string }) => (texts.push(one.text), sql.rows(one)) };
      const amounts = {
        ...someAmounts(1_900n),
        flags: [`unknown_payment:${'x'.repeat(10_000)}`, 'sale_amounts_differ'] as Flag[],
      };
      await open.ledger.recordOn(observed as typeof sql, [
        aRecording(shop, { vendorNo: no, asOf: later(1), amounts }),
      ]);
    });
    expect(
      texts.filter((text) => /(INTO|FROM) order_flags/.test(text) && !text.startsWith('SELECT')),
    ).toEqual([]);
  });
});
