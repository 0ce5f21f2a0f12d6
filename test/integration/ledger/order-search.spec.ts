import { setOrderFlags } from '#ledger/order-flags.store.js';
import { anObservation, aRecording, PLACED_AT } from '../../factories/observations.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const at = (minutes: number): Date => new Date(PLACED_AT.getTime() + minutes * 60_000);

describe('a search for orders', () => {
  let open: OpenLedger;
  let shop: string;
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
  });
  afterAll(() => open.close());

  interface Told {
    readonly numbers?: readonly string[];
    readonly phone?: string | null;
    readonly placedAt?: Date | null;
  }
  const tell = async (vendorNo: string, { numbers = [], phone = null, placedAt = PLACED_AT }: Told = {}) => {
    const contact = { ...anObservation().contact!, phone };
    const placement = { vendorStoreId: 'X', placedAt, numbers, origin: {} };
    return (await open.ledger.record([aRecording(shop, { vendorNo, placement, contact })]))[0]!.orderId;
  };
  const found = async (q: string, more: object = {}): Promise<string[]> =>
    (await open.orders.list({ q, limit: 50, ...more })).map(({ id }) => id);

  it.each([
    ['SF2026-0001', 'SF2026', 'F2026'],
    ['订单-九月-001', '订单-九', '单-九月'],
    ['100%_sure', '100%', '00%_'],
    ['\\slash\\01', '\\slas', '%sla'],
  ])('finds %s by how it begins, and by nothing in its middle', async (vendorNo, beginning, middle) => {
    const id = await tell(vendorNo);
    expect(await found(vendorNo)).toEqual([id]);
    expect(await found(beginning)).toEqual([id]);
    expect(await found(` ${beginning} `)).toEqual([id]);
    expect(await found(middle)).toEqual([]);
    expect(await found(vendorNo + '0')).toEqual([]);
  });

  it('takes a short text for a whole number alone, and finds by any of an order’s numbers', async () => {
    const [short, long] = [await tell('Z77', { numbers: ['PAY-555-1'] }), await tell('Z778')];
    expect(await found('Z77')).toEqual([short]);
    expect(await found('Z778')).toEqual([long]);
    expect(await found('PAY-5')).toEqual([short]);
    expect(await found(short)).toEqual([short]);
  });

  it.each([
    ['13800001234', '1234'],
    ['+86 139-0000-5678', '5678'],
    ['021-6432 9012', '9012'],
  ])('finds %s by its last four digits, until the person is erased', async (phone, lastFour) => {
    const id = await tell(`PH-${lastFour}`, { phone });
    expect(await found(lastFour)).toEqual([id]);
    expect(await found(phone)).toEqual([id]);
    expect(await found(lastFour.slice(1))).toEqual([]);
    await open.database.rows({ text: 'DELETE FROM contacts WHERE phone = $1', values: [phone] });
    expect(await found(lastFour)).toEqual([]);
  });

  it('for a time lists the newest placed first, page by page, whatever was seen first', async () => {
    const ids = new Map<number, string>();
    for (const minute of [5, 1, 9, 3, 7])
      ids.set(minute, await tell(`T-${String(minute)}`, { placedAt: at(9_000 + minute) }));
    await tell('T-never', { placedAt: null });
    const page = async (before?: string, more: object = {}): Promise<string[]> =>
      (await open.orders.list({ from: at(9_001), to: at(9_009), limit: 2, before, ...more })).map(
        ({ id }) => id,
      );
    const first = await page();
    expect(first).toEqual([ids.get(7), ids.get(5)]);
    expect(await page(first[1])).toEqual([ids.get(3), ids.get(1)]);
    expect(await page(ids.get(1))).toEqual([]);
    expect(await page(undefined, { accountId: shop, status: 'paid', storeId: 'none' })).toEqual(first);
    await setOrderFlags(
      open.database,
      'dispatch',
      [{ orderId: ids.get(3)!, flags: ['same_instant'] }],
      at(0),
    );
    expect(await page(undefined, { flag: 'same_instant' })).toEqual([ids.get(3)]);
  });

  it('without a time lists each order once, the newest seen first, by each filter', async () => {
    const other = await addAccount(open.database);
    const record = async (vendorNo: string) =>
      (await open.ledger.record([aRecording(other, { vendorNo })]))[0]!.orderId;
    const [a, b, c] = [await record('L-1'), await record('L-2'), await record('L-3')];
    const flags = ['no_name:1', 'no_name:2'] as const;
    for (const orderId of [a, c]) await setOrderFlags(open.database, 'dispatch', [{ orderId, flags }], at(0));
    const list = async (filter: object) =>
      (await open.orders.list({ limit: 2, accountId: other, ...filter })).map(({ id }) => id);
    expect(await list({})).toEqual([c, b]);
    expect(await list({ before: b })).toEqual([a]);
    expect(await list({ flag: 'no_name' })).toEqual([c, a]);
    expect(await list({ attention: true, flag: 'no_name', before: c })).toEqual([a]);
    expect(await list({ q: 'L-2' })).toEqual([b]);
    expect(await list({ q: 'L-' })).toEqual([]);
    expect(await list({ q: b })).toEqual([b]);
    expect(await list({ accountId: shop, flag: 'no_name' })).toEqual([]);
  });
});
