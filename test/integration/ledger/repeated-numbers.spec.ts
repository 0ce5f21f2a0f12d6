import type { Recording, RecordingAccount } from '#ledger/recording.js';
import { ContestedNumbers } from '#ledger/contested-numbers.js';
import { aRecording, PAID_AT } from '../../factories/observations.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const SHIPPER = { connector: 'shipper', sells: 'never', storeIds: 'vendor' } as const;

let open: OpenLedger;
let shop: RecordingAccount;
let shipper: RecordingAccount;
let next = 1;
let minutes = 0;
const newShop = async (numbersRepeat: boolean): Promise<RecordingAccount> => {
  const id = await addAccount(open.database);
  return { id, connector: 'storefront', sells: 'first', storeIds: 'own', numbersRepeat };
};
beforeAll(async () => {
  open = await openLedger();
  shop = await newShop(true);
  shipper = { id: await addAccount(open.database, 'shipper'), ...SHIPPER };
});
afterAll(() => open.close());

const someNo = (): string => `R-${String(next++)}`;
const later = (): Date => new Date(PAID_AT.getTime() + ++minutes * 60_000);

const shipped = (orderNo: string, of = shop, marker?: string): Recording => {
  const said = { state: 'shipped' as const, raw: '02', completedAt: null };
  const carried = marker === undefined ? {} : { marker };
  return {
    account: shipper,
    observation: { vendorNo: `301:${orderNo}`, asOf: later(), precedence: 1, fulfilment: said, ...carried },
    evidence: { body: Buffer.from(orderNo) },
    numberOf: { account: of, vendorNo: orderNo },
    by: 'live',
  };
};
const sold = (
  orderNo: string,
  storeCode: string,
  of = shop,
  vendorNo = `${storeCode}:${orderNo}`,
): Recording => {
  const { observation, ...recording } = aRecording(of.id, { vendorNo, asOf: later() });
  const placement = { vendorStoreId: storeCode, placedAt: PAID_AT, numbers: [], origin: {} };
  const claim = { orderNo, storeCode, placedAt: PAID_AT, mayMove: false };
  return { ...recording, account: of, by: 'live', observation: { ...observation, placement, claim } };
};
const record = async (recording: Recording) => (await open.ledger.record([recording]))[0]!;
const shippedNow = async (orderNo: string) => {
  const leg = await open.database.prisma.leg.findFirstOrThrow({ where: { vendorNo: `301:${orderNo}` } });
  const order = await open.orders.get(leg.orderId);
  const evidence = order?.links.filter(({ legId }) => legId === leg.id).at(-1)?.evidence;
  return { orderId: leg.orderId, flags: order?.flags.filter((flag) => flag.startsWith('number_')), evidence };
};

describe('a number that may be more orders’ than one', () => {
  it('waits for an order, joins the only one, and leaves it once there is a second', async () => {
    const no = someNo();
    await record(shipped(no));
    expect(await open.orders.list({ q: no, accountId: shop.id, limit: 5 })).toEqual([]);
    const first = await record(sold(no, 'A'));
    expect(await shippedNow(no)).toEqual({ orderId: first.orderId, flags: [], evidence: 'declared number' });
    const second = await record(sold(no, 'B'));
    const apart = await shippedNow(no);
    expect(apart).toMatchObject({ flags: [`number_not_unique:${no}`], evidence: 'number not unique' });
    expect([first.orderId, second.orderId]).not.toContain(apart.orderId);
    await record(shipped(no));
    await record(sold(no, 'A'));
    expect(await shippedNow(no)).toEqual(apart);
  });

  it('joins the only order that was there before, and none of two', async () => {
    const [one, two] = [someNo(), someNo()];
    const { orderId } = await record(sold(one, 'A'));
    await record(shipped(one));
    expect(await shippedNow(one)).toMatchObject({ orderId, flags: [] });
    await open.ledger.record([sold(two, 'A'), sold(two, 'B')]);
    await record(shipped(two));
    expect(await shippedNow(two)).toMatchObject({
      flags: [`number_not_unique:${two}`],
      evidence: 'first observation',
    });
  });

  it('is the order number alone, not what else the order is found by', async () => {
    const no = someNo();
    const other = sold(someNo(), 'A');
    const placement = { ...other.observation.placement!, numbers: [no] };
    await record({ ...other, observation: { ...other.observation, placement } });
    await record(shipped(no));
    expect(await shippedNow(no)).toMatchObject({ flags: [], evidence: 'first observation' });
  });

  it('ends no link of a marker', async () => {
    const no = someNo();
    const { legId, orderId } = await record(sold(no, 'A'));
    await open.database.transaction((sql) =>
      open.ledger.mark(sql, [{ accountId: shipper.id, marker: `M${no}`, legId }]),
    );
    await record(shipped(no, shop, `M${no}`));
    await record(sold(no, 'B'));
    await record(shipped(no));
    expect((await shippedNow(no)).orderId).toBe(orderId);
    expect((await shippedNow(no)).flags).toEqual([]);
  });

  it('is judged anew where another account’s is meant', async () => {
    const no = someNo();
    await open.ledger.record([sold(no, 'A'), sold(no, 'B')]);
    await record(shipped(no));
    const unique = await newShop(false);
    const { orderId } = await record(sold(no, 'A', unique, no));
    await record(shipped(no, unique));
    expect(await shippedNow(no)).toEqual({ orderId, flags: [], evidence: 'declared number' });
  });

  it('is nobody’s where two orders come at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const no = someNo();
      const work = [shipped(no), sold(no, 'A'), sold(no, 'B')];
      await Promise.all((round < 2 ? work : [...work].reverse()).map(record));
      expect((await shippedNow(no)).flags).toEqual([`number_not_unique:${no}`]);
    }
  });
});

describe('a number that is unique, and was not after all', () => {
  it('is left once a person says that another order has it too', async () => {
    const unique = await newShop(false);
    const no = someNo();
    await record(shipped(no, unique));
    const first = await record(sold(no, 'A', unique, no));
    expect((await shippedNow(no)).orderId).toBe(first.orderId);
    expect(await record(sold(no, 'B', unique, no))).toMatchObject({ contradicts: ['storeCode'] });
    await open.database.transaction(async (sql) => {
      const numbers = new ContestedNumbers(open.clock);
      const contested = await numbers.lock(sql, first.legId);
      const place = { storeCode: 'B', placedAt: PAID_AT };
      await numbers.openAnother(sql, contested, { vendorNo: `${no}#x`, orderNo: no, place });
      await numbers.settle(sql, contested, { isContradicted: false });
    });
    await record(sold(no, 'B', unique, no));
    expect(await shippedNow(no)).toMatchObject({
      flags: [`number_not_unique:${no}`],
      evidence: 'number not unique',
    });
  });
});
