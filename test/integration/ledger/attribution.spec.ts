import type { AttributionScope } from '#domain/attribution.js';
import type { RecordingAccount } from '#ledger/recording.js';
import { aRecording, someAmounts } from '../../factories/observations.js';
import { addAccount, addStore, newId, openLedger, type OpenLedger } from '../../support/open-ledger.js';

const MINUTE_MS = 60_000;
const START = new Date('2026-11-20T00:00:00Z').getTime();
const at = (minute: number): Date => new Date(START + minute * MINUTE_MS);

let open: OpenLedger;
beforeAll(async () => {
  open = await openLedger();
});
afterAll(() => open.close());

let count = 0;
const nextNo = (): string => `AT-${String((count += 1))}`;
const nextStore = (): Promise<string> => addStore(open.database, nextNo());

interface Told {
  readonly placed?: number | null;
  readonly paid?: number | null;
  readonly store?: string | null;
  readonly fen?: bigint;
}

/** A leg of an order that was placed and paid in these minutes. @returns the order's id */
async function tell(accountId: string, told: Told, account: Partial<RecordingAccount> = {}): Promise<string> {
  const { placed = null, paid = placed, store = null, fen = 100n } = told;
  const paidAt = paid === null ? null : at(paid);
  const [recorded] = await open.ledger.record([
    aRecording(
      accountId,
      {
        vendorNo: nextNo(),
        placement: {
          vendorStoreId: store,
          placedAt: placed === null ? null : at(placed),
          numbers: [],
          origin: {},
        },
        payment: { state: 'paid', raw: 'paid', paidAt, method: null },
        amounts: someAmounts(fen),
      },
      account,
    ),
  ]);
  return recorded!.orderId;
}

const storesOf = (orderIds: readonly string[]): Promise<(string | null | undefined)[]> =>
  Promise.all(orderIds.map(async (id) => (await open.orders.get(id))?.storeId));

async function bind(
  accountId: string,
  storeId: string,
  more: { vendorStoreId?: string; from?: Date; to?: Date } = {},
): Promise<string> {
  const id = newId();
  const { vendorStoreId = 'V1', from = null, to = null } = more;
  await open.database.prisma.storeBinding.create({
    data: { id, accountId, storeId, vendorStoreId, validFrom: from, validTo: to, createdAt: new Date() },
  });
  return id;
}

const begin = (scope: AttributionScope, storeIds: readonly string[] = []) =>
  open.database.transaction((sql) => open.attribution.begin(sql, scope, storeIds));

async function attribute(scope: AttributionScope): Promise<void> {
  const { id } = await begin(scope);
  expect(await open.attribution.goOn(id)).toBe(true);
}

describe('an order', () => {
  it('belongs to the store whose binding holds at its time, from its first instant on and until its end', async () => {
    const accountId = await addAccount(open.database);
    const [a, b] = [await nextStore(), await nextStore()];
    await bind(accountId, a, { to: at(100) });
    await bind(accountId, b, { from: at(100), to: at(200) });
    const orders = [];
    for (const placed of [-9_999, 99, 100, 199, 200])
      orders.push(await tell(accountId, { placed, store: 'V1' }));
    expect(await storesOf(orders)).toEqual([a, a, b, b, null]);
  });

  it('has the time of its placing, else of its payment, else of its first being seen', async () => {
    const accountId = await addAccount(open.database);
    const [a, b] = [await nextStore(), await nextStore()];
    await bind(accountId, a, { to: at(100) });
    await bind(accountId, b, { from: at(100) });
    const orders = [
      await tell(accountId, { placed: 99, paid: 101, store: 'V1' }),
      await tell(accountId, { placed: null, paid: 99, store: 'V1' }),
      await tell(accountId, { placed: null, paid: null, store: 'V1' }),
    ];
    expect(await storesOf(orders)).toEqual([a, a, b]);
    const rows = await open.database.rows<{ is_seen: boolean }>({
      text: 'SELECT order_at = created_at AS is_seen FROM legs WHERE account_id = $1 ORDER BY id',
      values: [accountId],
    });
    expect(rows.map(({ is_seen }) => is_seen)).toEqual([false, false, true]);
  });

  it('of an account that is one store is its store’s, whatever the label, and its past stays', async () => {
    const till = await addAccount(open.database, 'pospal');
    const [a, b] = [await nextStore(), await nextStore()];
    const account = { sells: 'else', storeIds: 'account' } as const;
    const first = await bind(till, a, { vendorStoreId: 'the store' });
    const orders = [];
    for (const placed of [10, 20, 30]) orders.push(await tell(till, { placed, store: 'strange' }, account));
    expect(await storesOf(orders)).toEqual([a, a, a]);
    await open.database.prisma.storeBinding.update({ where: { id: first }, data: { validTo: at(25) } });
    await bind(till, b, { vendorStoreId: 'another label', from: at(25) });
    await attribute({ accountId: till, vendorStoreId: null, since: at(25) });
    expect(await storesOf(orders)).toEqual([a, a, b]);
  });

  it('that names no store is that of the only one its account was bound to then', async () => {
    const accountId = await addAccount(open.database);
    const [a, b] = [await nextStore(), await nextStore()];
    await bind(accountId, a);
    const [early, late] = [await tell(accountId, { placed: 10 }), await tell(accountId, { placed: 90 })];
    expect(await storesOf([early, late])).toEqual([a, a]);
    await bind(accountId, b, { vendorStoreId: 'V2', from: at(50) });
    await attribute({ accountId, vendorStoreId: 'V2', since: at(50) });
    expect(await storesOf([early, late])).toEqual([a, null]);
  });

  it('goes to the store that is given its code, and to no other', async () => {
    const accountId = await addAccount(open.database);
    const code = nextNo();
    const own = { storeIds: 'own' } as const;
    const [named, other] = [
      await tell(accountId, { placed: 1, store: code }, own),
      await tell(accountId, { placed: 1, store: `${code}x` }, own),
    ];
    const store = await addStore(open.database, code);
    await attribute({ code });
    expect(await storesOf([named, other])).toEqual([store, null]);
  });
});

describe('a change that is only tried', () => {
  it('tells what leaves and what arrives by quarters of an hour, and of which orders there are', async () => {
    const accountId = await addAccount(open.database);
    const [a, b] = [await nextStore(), await nextStore()];
    await bind(accountId, a, { to: at(60) });
    for (const placed of [10, 61, 62, 80]) await tell(accountId, { placed, store: 'V1', fen: 7n });
    await tell(accountId, { placed: 70, paid: null, store: 'V1' });
    await bind(accountId, b, { from: at(60) });
    const scope = { accountId, vendorStoreId: 'V1', since: at(60) };
    const moved = { fromStoreId: null, toStoreId: b };
    expect(await open.database.transaction((sql) => open.attribution.preview(sql, scope))).toEqual({
      orders: 4,
      sales: [
        { ...moved, at: at(60), orders: 3, saleFen: 114n },
        { ...moved, at: at(75), orders: 1, saleFen: 7n },
      ],
    });
  });
});
