import { ConflictError } from '#accounts/account-errors.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { DomainError } from '#domain/domain-error.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { Recorded } from '#ledger/recording.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing } from './toy-till.js';

const NEW_ITEM = [
  { itemName: '新品', itemSpec: null, unit: null, quantity: '1', unitPrice: '18.00', amountFen: 1_800n },
];

describe('an order that a person rang up at the till', () => {
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

  /** Held for an item that no mapping knows. */
  const heldOrder = async (vendorNo: string): Promise<Recorded> => {
    const told = await world.tell({ vendorNo, lines: NEW_ITEM });
    await hub.work();
    return told;
  };
  const placeOf = (orderId: string) => world.only('place', { orderId });
  const say = async (orderId: string, orderNo: string, force?: boolean) =>
    hub.resolutions.resolve((await placeOf(orderId)).id, { outcome: 'placed', orderNo, force }, 'key');
  const undo = async (orderId: string) => hub.resolutions.undo((await placeOf(orderId)).id, 'key');
  const refusal = (work: Promise<unknown>) => work.catch((error: unknown) => error);
  const says = (vendorNo: string, state: FulfilmentState) => {
    world.clock.pass(SECOND);
    const fulfilment = { state, raw: state, completedAt: null };
    return world.tell({ vendorNo, asOf: world.clock.now(), fulfilment });
  };
  const ordersOf = async (...vendorNos: string[]) => {
    const accountId = { in: [world.shopId, world.tillId] };
    const where = { accountId, vendorNo: { in: vendorNos } };
    const legs = await world.database.prisma.leg.findMany({ where });
    return new Set(legs.map((leg) => leg.orderId));
  };

  it('is one order with both legs, and was two as long as nobody said so', async () => {
    const { orderId } = await heldOrder('A');
    const { vendorNo } = world.till.ring({ saleFen: 1_800n });
    await world.poll(vendorNo);
    expect(await ordersOf('A', vendorNo)).toHaveProperty('size', 2);
    await say(orderId, vendorNo);
    await hub.work();
    expect(await placeOf(orderId)).toMatchObject({ state: 'done', vendorNo, attempts: 0, resolvedBy: 'key' });
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
    expect(world.till.called('place')).toEqual([]);
    await world.cancel('A');
    await hub.work();
    expect(world.till.alive()).toEqual([]);
  });

  it.each(['failed', 'waiting'] as const)('may have been %s', async (state) => {
    if (state === 'failed') world.till.placeAnswer = failing('rejected', 'closed today');
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await (state === 'failed' ? hub.work() : hub.plan());
    expect(await placeOf(orderId)).toMatchObject({ state });
    const { vendorNo } = world.till.ring();
    await say(orderId, vendorNo);
    await hub.work();
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
    expect(world.till.orders.size).toBe(1);
  });

  it('has a number that the till knows, and no other order', async () => {
    const { orderId } = await heldOrder('A');
    const unheard = await refusal(say(orderId, 'TYPO-1'));
    expect(unheard).toBeInstanceOf(DomainError);
    expect(unheard).toMatchObject({ field: 'orderNo', message: expect.stringMatching(/no such order/) });
    expect(await refusal(say(orderId, 'TYPO-1', true))).toBeInstanceOf(DomainError);
    const other = await world.tell({ vendorNo: 'B' });
    await hub.work();
    const [taken] = [...world.till.orders.keys()];
    for (const force of [false, true]) {
      const refused = await refusal(say(orderId, taken!, force));
      expect(refused).toBeInstanceOf(DomainError);
      expect(refused).toMatchObject({ field: 'orderNo', message: expect.stringContaining(other.orderId) });
    }
    expect(await placeOf(orderId)).toMatchObject({ state: 'held', errorCode: 'unmapped_item' });
    expect(await world.legsOf(other.orderId)).toEqual(['B', taken]);
  });

  it('is believed where the till cannot be asked, if the person insists', async () => {
    const { orderId } = await heldOrder('A');
    world.till.fetchFault = new ConnectorError('unavailable', 'closed');
    const refused = await refusal(say(orderId, 'HAND-1'));
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ field: 'force', message: expect.stringContaining('closed') });
    await say(orderId, 'HAND-1', true);
    expect(await world.legsOf(orderId)).toEqual(['A', 'HAND-1']);
  });

  it('is taken back while nothing was sent about it: all stands as before, and the number is free', async () => {
    const { orderId } = await heldOrder('A');
    const other = await heldOrder('B');
    const before = await placeOf(orderId);
    const { vendorNo } = world.till.ring();
    await say(orderId, vendorNo);
    await hub.work();
    await undo(orderId);
    await hub.work();
    expect(await ordersOf('A', vendorNo)).toHaveProperty('size', 2);
    const { state, errorCode, errorMessage, detail, vendorNo: none, resolvedBy } = await placeOf(orderId);
    expect({ state, errorCode, errorMessage, detail }).toEqual({
      state: before.state,
      errorCode: before.errorCode,
      errorMessage: before.errorMessage,
      detail: before.detail,
    });
    expect([none, resolvedBy]).toEqual([null, null]);
    await say(other.orderId, vendorNo);
    await hub.work();
    expect(await world.legsOf(other.orderId)).toEqual(['B', vendorNo]);
    await world.poll(vendorNo);
    expect(await world.legsOf(other.orderId)).toEqual(['B', vendorNo]);
  });

  it('is not taken back once something was sent about it', async () => {
    const { orderId } = await heldOrder('A');
    const { vendorNo } = world.till.ring();
    await say(orderId, vendorNo);
    await says('A', 'shipped');
    await hub.work();
    const refused = await refusal(undo(orderId));
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ message: expect.stringMatching(/^ship was sent/) });
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
  });

  it('that turns out to carry another order’s marker is that one’s', async () => {
    const { orderId } = await heldOrder('A');
    const other = await world.tell({ vendorNo: 'B' });
    await hub.work();
    const { marker } = [...world.till.orders.values()][0]!;
    const { vendorNo } = world.till.ring({ marker });
    const refused = await refusal(say(orderId, vendorNo));
    expect(refused).toMatchObject({ field: 'orderNo', message: expect.stringContaining(other.orderId) });
  });

  it('that turns out to be another order’s stays that one’s, whoever takes back what was said', async () => {
    const { orderId } = await heldOrder('A');
    const other = await world.tell({ vendorNo: 'B' });
    await hub.work();
    const [booked] = [...world.till.orders.values()];
    const { vendorNo } = world.till.ring({ marker: booked!.marker });
    world.till.fetchFault = new ConnectorError('unavailable', 'closed');
    await say(orderId, vendorNo, true);
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
    await world.poll(vendorNo);
    const legs = ['B', booked!.vendorNo, vendorNo];
    expect(await world.legsOf(other.orderId)).toEqual(legs);
    await undo(orderId);
    expect(await world.legsOf(other.orderId)).toEqual(legs);
    expect(await placeOf(orderId)).toMatchObject({ state: 'held', vendorNo: null });
  });

  it('that a person has withdrawn is placed by no rule, and by a person', async () => {
    const { orderId } = await heldOrder('A');
    const { id } = await placeOf(orderId);
    await hub.resolutions.resolve(id, { outcome: 'withdrawn' }, 'key');
    await world.map('新品', '2');
    await says('A', 'accepted');
    for (let n = 0; n < 3; n += 1) {
      await hub.work();
      world.clock.pass(MINUTE);
    }
    expect(await placeOf(orderId)).toMatchObject({ state: 'withdrawn', errorCode: 'taken_back' });
    await hub.requests.request({ orderId, accountId: world.tillId }, 'key');
    await hub.work();
    expect(await placeOf(orderId)).toMatchObject({ state: 'done', attempts: 1 });
  });
});
