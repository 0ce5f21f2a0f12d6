import type { StatedCorrection } from '#domain/correction.js';
import type { OrderObservation, Refund } from '#domain/order-observation.js';
import { CorrectionsService } from '#ledger/corrections/corrections.service.js';
import { anObservation } from '../../factories/observations.js';
import { DispatchWorld, type Hub, SECOND } from './dispatch-world.js';

describe('an order of which a person has stated an amount', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const { amounts } = anObservation();
  const say = async (change: Partial<OrderObservation> = {}) => {
    world.clock.pass(SECOND);
    const told = await world.tell({ vendorNo: 'A', ...change });
    await hub.work();
    return told.orderId;
  };
  const corrected = async (orderId: string, stated: Partial<StatedCorrection>) => {
    world.clock.pass(SECOND);
    const corrections = new CorrectionsService(world.database, world.clock, world.ledger);
    const nothing = { saleFen: null, totalFen: null, paidFen: null, paidAt: null };
    const request = { orderId, legId: undefined, by: 'lin', reason: 'as the receipt says' };
    await corrections.state({ ...request, ...nothing, ...stated });
    await hub.work();
  };
  const flagsOf = async (orderId: string): Promise<string[]> => {
    const rows = await world.database.prisma.orderFlag.findMany({ where: { orderId, source: 'dispatch' } });
    return rows.map(({ code, param }) => `${code}:${param}`);
  };
  const refund = (amountFen: bigint): Refund => ({ id: 'r1', amountFen, refundedAt: null });

  it('is placed with that amount', async () => {
    const unknown = { ...amounts!, saleFen: null, paidFen: null };
    const { orderId } = await world.tell({ vendorNo: 'A', amounts: unknown });
    await corrected(orderId, { saleFen: 1_750n });
    expect([...world.till.orders.values()]).toMatchObject([{ saleFen: 1_750n }]);
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('that the till has otherwise, shows both sides', async () => {
    const orderId = await say();
    await corrected(orderId, { saleFen: 1_750n });
    expect(await flagsOf(orderId)).toEqual(['till_differs:sale 18.00 → 17.50']);
  });

  it('and all of which went back by then, is cancelled at the till', async () => {
    const orderId = await say();
    await corrected(orderId, { saleFen: 1_000n, paidFen: 1_000n });
    await say({ afterSale: { state: 'partly_refunded', raw: null, refunds: [refund(1_000n)] } });
    expect(await world.only('cancel')).toMatchObject({ state: 'done' });
  });
});
