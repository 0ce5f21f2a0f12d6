import type { OrderObservation } from '#domain/order-observation.js';
import type { Recording, RecordingAccount } from '#ledger/recording.js';
import { aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import {
  addAccount,
  addBinding,
  addStore,
  newId,
  type OpenLedger,
  openLedger,
} from '../../support/open-ledger.js';

const HOUR_MS = 3_600_000;
let open: OpenLedger;
let source: RecordingAccount;
let storefront: RecordingAccount;
let next = 1;
let seconds = 0;
beforeAll(async () => {
  open = await openLedger();
  const stores = [await addStore(open.database, newId()), await addStore(open.database, newId())];
  const account = async (connector: string) => {
    const id = await addAccount(open.database, connector);
    for (const [at, storeId] of stores.entries())
      await addBinding(open.database, id, { storeId, vendorStoreId: `SH-0${String(at + 1)}` });
    return { id, connector, sells: 'first', storeIds: 'vendor' } as const;
  };
  [source, storefront] = [await account('source'), await account('storefront')];
});
afterAll(() => open.close());

type Change = Partial<OrderObservation>;
const placed = (vendorStoreId: string, hours: number): Change => ({
  placement: {
    ...{ vendorStoreId, numbers: [], origin: {} },
    placedAt: new Date(PLACED_AT.getTime() + hours * HOUR_MS),
  },
});
const AGREES: Change = {};
const CONTRADICTS: readonly (readonly [what: string, change: Change])[] = [
  ['store', placed('SH-02', 0)],
  ['amount', { amounts: someAmounts(1_900n) }],
  ['time', placed('SH-01', 37)],
  ['store,amount', { ...placed('SH-02', 36), amounts: someAmounts(2n) }],
];
const later = (): Date => new Date(PAID_AT.getTime() + ++seconds * 1_000);
const told = (account: RecordingAccount, vendorNo: string, change: Change): Recording =>
  aRecording(account.id, { vendorNo, asOf: later(), ...change }, account);
const sold = (no: number, change: Change = {}) => told(source, `S-${String(no)}`, change);
const declaring = (no: number, change: Change = {}): Recording => ({
  ...told(storefront, `Z-${String(no)}`, change),
  numberOf: { account: source, vendorNo: `S-${String(no)}`, isChecked: true },
});
const record = async (...recordings: Recording[]) => {
  const recorded = await open.ledger.record(recordings);
  return recorded.map(({ orderId }) => orderId);
};
const orderOf = async (account: RecordingAccount, vendorNo: string) =>
  (
    await open.database.prisma.leg.findFirstOrThrow({
      where: { accountId: account.id, vendorNo },
      include: { declared: true },
    })
  ).orderId;
const kept = async (no: number) =>
  (await open.database.prisma.declaredNumber.findFirst({ where: { number: `S-${String(no)}` } }))
    ?.contradicts;
const areOne = async (no: number): Promise<boolean> =>
  (await orderOf(source, `S-${String(no)}`)) === (await orderOf(storefront, `Z-${String(no)}`));

describe('a declared number that may be another’s', () => {
  it.each([
    ['the order that it names first', (no: number) => [[sold(no)], [declaring(no, AGREES)]]],
    ['the order that it names last', (no: number) => [[declaring(no, AGREES)], [sold(no)]]],
    ['both at once', (no: number) => [[declaring(no, AGREES), sold(no)]]],
  ] as const)('links where nothing speaks against it: %s', async (_when, batches) => {
    const no = next++;
    for (const batch of batches(no)) await record(...batch);
    expect(await areOne(no)).toBe(true);
    expect(await kept(no)).toBeNull();
  });

  it.each(CONTRADICTS)('links nothing where the %s is another', async (what, change) => {
    for (const isFirst of [true, false]) {
      const no = next++;
      await record(isFirst ? sold(no) : declaring(no, change));
      await record(isFirst ? declaring(no, change) : sold(no));
      expect(await areOne(no)).toBe(false);
      expect(await kept(no)).toBe(what);
    }
  });

  it('opens no leg of an order that nobody has told of', async () => {
    const no = next++;
    await record(declaring(no));
    expect(
      await open.database.prisma.leg.count({ where: { accountId: source.id, vendorNo: `S-${String(no)}` } }),
    ).toBe(0);
  });

  it('links once what spoke against it is put right, whoever says so', async () => {
    const [one, other] = [next++, next++];
    await record(sold(one), declaring(one, { amounts: someAmounts(5n) }));
    await record(declaring(one));
    expect([await areOne(one), await kept(one)]).toEqual([true, null]);
    await record(sold(other, { amounts: someAmounts(5n) }), declaring(other));
    expect(await areOne(other)).toBe(false);
    await record(sold(other));
    expect([await areOne(other), await kept(other)]).toEqual([true, null]);
  });

  it('stays linked when the two come to contradict later', async () => {
    const no = next++;
    await record(sold(no), declaring(no));
    await record(sold(no, { amounts: someAmounts(5n) }));
    expect(await areOne(no)).toBe(true);
  });
});
