import { peekChanges } from '#ledger/order-changes.store.js';
import { aRecording } from '../../factories/observations.js';
import { addAccount, CONSUMER, openLedger, type OpenLedger } from '../../support/open-ledger.js';

const TILLS = { ...CONSUMER, name: 'of tills', ofConnectors: (connector: string) => connector === 'till' };

describe('consumers of changed orders', () => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger([CONSUMER, TILLS]);
  });
  afterAll(() => open.close());

  const waiting = (name: string) => peekChanges(open.database, name, 10);

  it('are told of orders alone that have a leg of a connector which concerns them', async () => {
    const [shop, till] = [await addAccount(open.database), await addAccount(open.database, 'till')];
    const recorded = await open.ledger.record([
      aRecording(shop, { vendorNo: 'N-1' }),
      aRecording(till, { vendorNo: 'N-2' }, { connector: 'till' }),
    ]);
    const [ofShop, ofTill] = recorded.map(({ orderId }) => orderId);
    expect(new Set(await waiting(CONSUMER.name))).toEqual(new Set([ofShop, ofTill]));
    expect(await waiting(TILLS.name)).toEqual([ofTill]);
  });
});
