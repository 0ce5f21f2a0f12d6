import { randomBytes } from 'node:crypto';
import type { OrderObservation } from '#domain/order-observation.js';
import { ContactKey } from '#ledger/contact-key.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { REPORTING_CHANGES, REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { aRecording, someAmounts } from '../../factories/observations.js';
import { at, type Hub, ReportingWorld } from './reporting-world.js';

const PAID_AT = at('2026-03-05T01:30');
/** The world's stores have their id for a code. */
const OWN_CODES = { storeIds: 'own' as const };
const NOTHING = { saleFen: null, totalFen: null, paidFen: null, paidAt: null };

/** Figures of hours, from what vendors say and persons correct to what is reported. */
describe('an hour whose orders', () => {
  let world: ReportingWorld;
  let hub: Hub;
  let ledger: LedgerService;
  let corrections: CorrectionsService;

  beforeAll(async () => {
    world = await ReportingWorld.open();
    hub = world.hub();
    const consumers = [{ name: REPORTING_CONSUMER, task: REPORTING_CHANGES }];
    const key = new ContactKey(randomBytes(32));
    ledger = new LedgerService({
      database: world.database,
      clock: world.clock,
      instance: hub.instance,
      contactKey: key,
      consumers,
    });
    corrections = new CorrectionsService(world.database, world.clock, ledger);
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  /** A shop with an order of 18.00 yuan paid at 01:30, whose hour has been derived. */
  async function derivedShop() {
    const { storeId } = await world.addShop();
    const accountId = await world.addAccount();
    const vendorNo = world.newId();
    const say = async (change: Partial<OrderObservation> = {}): Promise<string> => {
      const payment = { state: 'paid' as const, raw: null, paidAt: PAID_AT, method: null };
      const placement = { vendorStoreId: storeId, placedAt: PAID_AT, numbers: [], origin: {} };
      const said = { vendorNo, asOf: world.clock.now(), placement, payment, ...change };
      const [recorded] = await ledger.record([aRecording(accountId, said, OWN_CODES)]);
      return recorded!.orderId;
    };
    world.clock.set('2026-03-05T01:31');
    const orderId = await say();
    world.clock.set('2026-03-05T03:10');
    await hub.derive();
    await hub.takeChanges();
    return { storeId, orderId, say };
  }

  async function reportedAnew(storeId: string) {
    await hub.request(storeId, '2026-03-05T01:00', '2026-03-05T03:00');
    return world.hoursOf(storeId);
  }

  it.each([
    [{ saleFen: 1_750n }, 1_750n],
    [{ saleFen: 0n }, 0n],
    [{ saleFen: 99_999n, totalFen: 100_000n }, 99_999n],
  ])('%# are corrected is derived anew, and sums up to the corrected amounts', async (stated, fen) => {
    const { storeId, orderId } = await derivedShop();
    const id = await corrections.state({ orderId, ...NOTHING, ...stated, by: 'me', reason: 'counted' });
    await hub.takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([
      ['2026-03-05T01:00', fen, 1, 2],
      ['2026-03-05T02:00', 0n, 0, 1],
    ]);
    expect((await reportedAnew(storeId))[0]).toEqual(['2026-03-05T01:00', fen, 1, 2]);
    await corrections.withdraw({ orderId, correctionId: id!, by: 'me', reason: 'no' });
    await hub.takeChanges();
    expect((await reportedAnew(storeId))[0]).toEqual(['2026-03-05T01:00', 1_800n, 1, 3]);
  });

  it('were paid in another hour gives the sale to that one', async () => {
    const { storeId, orderId } = await derivedShop();
    const paidAt = at('2026-03-05T02:15');
    await corrections.state({ orderId, ...NOTHING, paidAt, by: 'me', reason: 'slip' });
    await hub.takeChanges();
    expect(await reportedAnew(storeId)).toEqual([
      ['2026-03-05T01:00', 0n, 0, 2],
      ['2026-03-05T02:00', 1_800n, 1, 2],
    ]);
  });

  it('are corrected, and then stated otherwise by their vendor, goes by the vendor', async () => {
    const { storeId, orderId, say } = await derivedShop();
    await corrections.state({ orderId, ...NOTHING, saleFen: 1n, by: 'me', reason: 'slip' });
    world.clock.pass(1);
    await say({ amounts: someAmounts(2_000n) });
    await hub.takeChanges();
    expect((await reportedAnew(storeId))[0]).toEqual(['2026-03-05T01:00', 2_000n, 1, 2]);
  });

  const refunds = (...fen: bigint[]) =>
    fen.map((amountFen, no) => ({ id: String(no), amountFen, refundedAt: null }));
  const payment = { state: 'refunded' as const, raw: null, paidAt: PAID_AT, method: null };
  it.each<[string, Partial<OrderObservation>]>([
    ['a part', { afterSale: { state: 'partly_refunded', raw: null, refunds: refunds(500n) } }],
    ['all, in parts', { afterSale: { state: 'refunded', raw: null, refunds: refunds(500n, 1_300n) } }],
    ['all, by its payment', { payment }],
    ['more than all', { payment, afterSale: { state: 'refunded', raw: null, refunds: refunds(9_999n) } }],
  ])('went back (%s) stays what it was, until they are cancelled', async (_words, refunded) => {
    const { storeId, say } = await derivedShop();
    world.clock.pass(1);
    await say(refunded);
    await hub.takeChanges();
    expect((await world.hoursOf(storeId))[0]).toEqual(['2026-03-05T01:00', 1_800n, 1, 1]);
    world.clock.pass(1);
    await say({ ...refunded, fulfilment: { state: 'cancelled', raw: null, completedAt: null } });
    await hub.takeChanges();
    expect((await reportedAnew(storeId))[0]).toEqual(['2026-03-05T01:00', 0n, 0, 2]);
  });

  it.each([20, 60, 60 * 24 * 365])(
    'were paid %d minutes ahead counts them when they were first seen',
    async (ahead) => {
      const { storeId } = await world.addShop();
      const accountId = await world.addAccount();
      world.clock.set('2026-03-05T01:55');
      const paidAt = new Date(world.clock.now().getTime() + ahead * 60_000);
      const said = { vendorNo: world.newId(), asOf: world.clock.now() };
      const slip = { ...payment, state: 'paid' as const, paidAt };
      const placement = { vendorStoreId: storeId, placedAt: world.clock.now(), numbers: [], origin: {} };
      await ledger.record([aRecording(accountId, { ...said, placement, payment: slip }, OWN_CODES)]);
      world.clock.set('2026-03-05T03:10');
      await hub.derive();
      await hub.takeChanges();
      expect((await world.hoursOf(storeId))[0]).toEqual(['2026-03-05T01:00', 1_800n, 1, 1]);
    },
  );
});
