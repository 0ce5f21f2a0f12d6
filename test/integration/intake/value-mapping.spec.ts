import type { OrderObservation } from '#domain/order-observation.js';
import { ValueMapping } from '#intake/mapping/value-mapping.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { MOST_COUNTED, UnmappedValuesQuery } from '#ledger/unmapped-values.query.js';
import { aRecording, PAID_AT } from '../../factories/observations.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const later = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);
const MAPPED_FIELDS = [
  { field: 'payStatus', group: 'payment', setting: 'payStatusMap' },
  { field: 'status', group: 'fulfilment', setting: 'statusMap' },
  { field: 'orderType', group: 'service', setting: 'orderTypeMap' },
] as const;

/** Nobody has bound the store of these orders. */
const NO_STORE = ['unknown_store:SH-01'];

describe('values that no map lists', () => {
  let open: OpenLedger;
  let next = 1;
  beforeAll(async () => {
    open = await openLedger();
  });
  afterAll(() => open.close());

  const someNo = (): string => `U-${String(next++)}`;
  const tell = async (account: string, vendorNo: string, change: Partial<OrderObservation>, minutes = 0) => {
    const [recorded] = await open.ledger.record([
      aRecording(account, { vendorNo, asOf: later(minutes), ...change }),
    ]);
    return recorded!.orderId;
  };
  const status = (raw: string): Partial<OrderObservation> => ({
    fulfilment: { state: 'unknown', raw, completedAt: null },
  });
  const shown = async (account: string) =>
    (await new UnmappedValuesQuery(open.database).ofAccounts([account], 200)).map(
      ({ group, value, count }) => [group, value, count],
    );
  const mapped = async (account: string, config: object): Promise<void> => {
    const active = {
      account: { id: account, config },
      connector: { id: 'zhimai', sells: 'first', storeIds: 'vendor', mappedFields: MAPPED_FIELDS },
    } as unknown as ActiveAccount;
    const parts = { database: open.database, ledger: open.ledger, log: () => undefined };
    await new ValueMapping({ ...parts, accounts: { all: () => [active] } }).run(new AbortController().signal);
  };
  const fulfilmentOf = async (orderId: string) => (await open.orders.get(orderId))!.fulfilment;

  it('are an item each, with how many orders have it, and gone when they are', async () => {
    const account = await addAccount(open.database, 'zhimai');
    const no = someNo();
    await tell(account, no, status('70'));
    await tell(account, someNo(), status('70'));
    const newest = await tell(account, someNo(), {
      ...status('80'),
      payment: { state: 'unknown', raw: '2', paidAt: null, method: null },
    });
    expect(await shown(account)).toEqual([
      ['fulfilment', '70', 2],
      ['fulfilment', '80', 1],
      ['payment', '2', 1],
    ]);
    const [, item] = await new UnmappedValuesQuery(open.database).ofAccounts([account], 2);
    expect(item).toMatchObject({ value: '80', newestOrderId: newest });
    await tell(account, no, { fulfilment: { state: 'ready', raw: '75', completedAt: null } }, 1);
    await tell(account, no, status('71'), 2);
    expect((await shown(account)).slice(0, 2)).toEqual([
      ['fulfilment', '70', 1],
      ['fulfilment', '71', 1],
    ]);
    // An older statement changes nothing of it.
    await tell(account, no, status('60'), 1);
    expect((await shown(account)).map(([, value]) => value)).toEqual(['70', '71', '80', '2']);
  });

  it('flag no order, hold no sale, and are none in our own format', async () => {
    const account = await addAccount(open.database, 'zhimai');
    const own = await addAccount(open.database, 'storefront');
    const orderId = await tell(account, someNo(), status('70'));
    await tell(own, someNo(), {
      fulfilment: { state: 'unknown', raw: 'x', completedAt: null, ofOurFormat: true },
    });
    const order = (await open.orders.get(orderId))!;
    expect([order.flags, order.saleFen]).toEqual([NO_STORE, 1800n]);
    expect(await shown(own)).toEqual([]);
  });

  it('get their states from the map, without another answer of the vendor', async () => {
    const account = await addAccount(open.database, 'zhimai');
    const ids = [await tell(account, someNo(), status('70')), await tell(account, someNo(), status('70'))];
    const other = await tell(account, someNo(), status('80'));
    const unpaid = await tell(account, someNo(), {
      payment: { state: 'unknown', raw: '2', paidAt: PAID_AT, method: null },
      service: {
        kind: null,
        raw: '13',
        reservedAt: null,
        area: null,
        table: null,
        diners: null,
        pickupNo: 'A1',
      },
    });
    expect((await open.orders.get(unpaid))!.saleFen).toBeNull();
    await mapped(account, {
      statusMap: { '70': 'completed' },
      payStatusMap: { '2': 'paid' },
      orderTypeMap: { '13': 'pickup' },
    });
    expect(await Promise.all([...ids, other].map(fulfilmentOf))).toEqual([
      'completed',
      'completed',
      'unknown',
    ]);
    const paid = (await open.orders.get(unpaid))!;
    expect(paid).toMatchObject({ payment: 'paid', saleAt: PAID_AT, saleFen: 1800n });
    expect(paid.flags).toEqual(NO_STORE);
    expect(paid.legs[0]!.groups).toMatchObject({
      payment: { asOf: later(0), value: { raw: '2', paidAt: PAID_AT } },
      service: { value: { kind: 'pickup', pickupNo: 'A1' } },
    });
    expect(await shown(account)).toEqual([['fulfilment', '80', 1]]);
  });

  it('once mapped, stay what the vendor said since', async () => {
    const account = await addAccount(open.database, 'zhimai');
    const no = someNo();
    const orderId = await tell(account, no, status('70'));
    await mapped(account, { statusMap: { '70': 'accepted' } });
    await mapped(account, { statusMap: { '70': 'accepted' } });
    await tell(account, no, { fulfilment: { state: 'accepted', raw: '70', completedAt: null } }, 1);
    expect(await fulfilmentOf(orderId)).toBe('accepted');
    await tell(account, no, { fulfilment: { state: 'cancelled', raw: '90', completedAt: null } }, 2);
    await mapped(account, { statusMap: { '70': 'accepted' } });
    expect(await fulfilmentOf(orderId)).toBe('cancelled');
    const entries = await open.database.prisma.ledgerEntry.count({ where: { orderId } });
    expect(entries).toBe(3);
  });

  it('are mapped in slices, however many orders have them, and counted to a bound', async () => {
    const account = await addAccount(open.database, 'zhimai');
    const recordings = Array.from({ length: 450 }, () =>
      aRecording(account, { vendorNo: someNo(), asOf: later(0), ...status('70') }),
    );
    await open.ledger.record(recordings);
    expect(await shown(account)).toEqual([['fulfilment', '70', 450]]);
    expect(MOST_COUNTED).toBeGreaterThan(450);
    await mapped(account, { statusMap: { '70': 'shipped' } });
    expect(await shown(account)).toEqual([]);
  });
});
