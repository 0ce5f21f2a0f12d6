import type { NumberClaim } from '#domain/number-claim.js';
import type { Recording } from '#ledger/recording.js';
import { aRecording, PAID_AT } from '../../factories/observations.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';

let open: OpenLedger;
let account: string;
beforeEach(async () => {
  open = await openLedger();
  account = await addAccount(open.database);
});
afterEach(() => open.close());

const claim = (storeCode: string, change: Partial<NumberClaim> = {}): NumberClaim => ({
  orderNo: '0001',
  storeCode,
  placedAt: PAID_AT,
  mayMove: false,
  ...change,
});
const said = (of: NumberClaim, vendorNo = '0001'): Recording => {
  const recording = aRecording(account, { vendorNo });
  const placement = { vendorStoreId: of.storeCode, placedAt: of.placedAt, numbers: [], origin: {} };
  return { ...recording, observation: { ...recording.observation, placement, claim: of } };
};
const storeOf = async (vendorNo = '0001') =>
  (await open.database.prisma.leg.findFirstOrThrow({ where: { vendorNo } })).vendorStoreId;

describe('a number that two connections bring at once', () => {
  it('is given to whoever recorded it first; the other waits for that, and contradicts', async () => {
    let second: ReturnType<typeof open.ledger.record> | undefined;
    const [first] = await open.database.transaction(async (sql) => {
      const recorded = await open.ledger.recordOn(sql, [said(claim('A'))]);
      second = open.ledger.record([said(claim('B'))]);
      await untilSomebodyWaits(open.database);
      return recorded;
    });
    expect(first).not.toHaveProperty('contradicts');
    expect(await second).toMatchObject([{ contradicts: ['storeCode'], changed: false, legId: first?.legId }]);
    expect(await storeOf()).toBe('A');
  });

  it('is free again where the first is rolled back', async () => {
    let second: ReturnType<typeof open.ledger.record> | undefined;
    const first = open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [said(claim('A'))]);
      second = open.ledger.record([said(claim('B'))]);
      await untilSomebodyWaits(open.database);
      throw new Error('no');
    });
    await expect(first).rejects.toThrow('no');
    expect((await second)?.[0]).not.toHaveProperty('contradicts');
    expect(await storeOf()).toBe('B');
  });

  it('is decided by one of many in one batch and in many', async () => {
    const stores = ['A', 'B', 'C', 'D'];
    const batches = stores.map((_, at) =>
      [...stores.slice(at), ...stores.slice(0, at)].map((code) => said(claim(code))),
    );
    const recorded = (await Promise.all(batches.map((batch) => open.ledger.record(batch)))).flat();
    const taken = recorded.filter(({ contradicts }) => contradicts === undefined);
    expect(taken).toHaveLength(4);
    expect(recorded).toHaveLength(16);
    const [order] = await open.orders.list({ limit: 9 });
    expect(order?.flags).toContain('number_contradicted:0001');
  });
});

describe('what a number is given to', () => {
  it('is what is in force of an order from before that was kept', async () => {
    await open.ledger.record([said(claim('A'))]);
    await open.database.rows({ text: 'UPDATE legs SET claims = NULL' });
    expect(await open.ledger.record([said(claim('B'))])).toMatchObject([{ contradicts: ['storeCode'] }]);
    expect((await open.ledger.record([said(claim('A'))]))[0]).not.toHaveProperty('contradicts');
  });

  it('goes by the number as it is written, too', async () => {
    await open.ledger.record([said(claim('A', { orderNo: 'A:1' }), 'A:1')]);
    const [other] = await open.ledger.record([said(claim('A', { orderNo: '1' }), 'A:1')]);
    expect(other).toMatchObject({ contradicts: ['orderNo'] });
  });

  it('is asked of nobody who makes no claim', async () => {
    await open.ledger.record([said(claim('A'))]);
    const { observation, ...recording } = said(claim('B'));
    const { claim: _claim, ...rest } = observation;
    expect((await open.ledger.record([{ ...recording, observation: rest }]))[0]).not.toHaveProperty(
      'contradicts',
    );
  });
});
