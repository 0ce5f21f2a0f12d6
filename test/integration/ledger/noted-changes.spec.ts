import { endNoted, lookAgain, peekNoted } from '#ledger/order-changes.store.js';
import { CONSUMER, newId, openLedger, type OpenLedger } from '../../support/open-ledger.js';
import { holdLock } from '../../support/held-locks.js';

const { name } = CONSUMER;

describe('changes that were looked at', () => {
  let open: OpenLedger;
  beforeAll(async () => {
    open = await openLedger();
  });
  beforeEach(() => open.database.rows({ text: 'DELETE FROM order_changes' }));
  afterAll(() => open.close());

  const note = (...orderIds: readonly string[]) => lookAgain(open.database, name, orderIds, new Date());
  const noted = () => peekNoted(open.database, name, 10);
  const waiting = async () => (await noted()).map(({ orderId }) => orderId);

  it('are taken away, but for one that was noted again', async () => {
    const [first, second] = [newId(), newId()];
    await note(first, second);
    const looked = await noted();
    await note(second);
    await endNoted(open.database, name, looked);
    expect(await waiting()).toEqual([second]);
  });

  it('are taken away past who holds one of them, in whatever order: it stays, and nobody waits', async () => {
    const [first, second, third] = [newId(), newId(), newId()];
    await note(first, second, third);
    const looked = await noted();
    const letGo = await holdLock(open.database, {
      text: 'UPDATE order_changes SET changed_at = now() WHERE order_id = $1',
      values: [second],
    });
    await endNoted(open.database, name, looked);
    await letGo();
    expect(await waiting()).toEqual([second]);
  });
});
