import { ConflictError } from '#accounts/account-errors.js';
import { LostPlacings } from '#dispatch/operator/lost-placings.js';
import { PeopleLinks } from '#ledger/links/people-links.js';
import { type Linked, LinkingService } from '#reconciliation/links/linking.service.js';
import { DispatchWorld, type Hub, MINUTE } from './dispatch-world.js';

describe('an order whose order at the till a person takes out of it', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let linking: LinkingService;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    linking = new LinkingService({
      database: world.database,
      links: new PeopleLinks(world.clock, world.ledger.consumers),
      placings: new LostPlacings(hub.parts),
    });
  });
  afterAll(() => world.close());

  const said = (force: boolean) => ({ by: 'key', reason: 'it is another table’s', force });
  /** Placed at the till, whose order shows our marker or is known by its receipt alone. */
  const placed = async (isSeen: boolean) => {
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await hub.work();
    const [vendorNo] = [...world.till.orders.keys()];
    if (isSeen) await world.poll(vendorNo!);
    await hub.work();
    return { orderId, vendorNo: vendorNo! };
  };
  const linkTo = async (vendorNo: string) => {
    const { id } = await world.database.prisma.leg.findFirstOrThrow({
      where: { accountId: world.tillId, vendorNo },
    });
    const links = await world.database.prisma.orderLink.findMany({
      where: { legId: id },
      orderBy: { linkedAt: 'desc' },
    });
    return { legId: id, linkId: links[0]!.id };
  };
  const undo = async (vendorNo: string): Promise<Linked> =>
    linking.undo((await linkTo(vendorNo)).linkId, said(true));

  it.each([true, false])('is not placed again before a person says (seen there: %s)', async (isSeen) => {
    const { orderId, vendorNo } = await placed(isSeen);
    const { linkId } = await linkTo(vendorNo);
    const refused = await linking.undo(linkId, said(false)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({ field: 'force', message: expect.stringContaining('till') });
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
    const { held } = await undo(vendorNo);
    await hub.work();
    const place = await world.only('place');
    expect(place).toMatchObject({ state: 'held', errorCode: 'maybe_placed', vendorNo: null, orderId });
    expect(held).toEqual([place.id]);
    expect(place.ways).toEqual(['withdrawn', 'placed', 'absent']);
    expect(await world.legsOf(orderId)).toEqual(['A']);
    // Its marker is there still, and says the same as before: that was undone.
    await world.poll(vendorNo);
    world.clock.pass(MINUTE);
    await hub.work();
    expect(await world.legsOf(orderId)).toEqual(['A']);
    expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'maybe_placed' });
    expect(world.till.called('place')).toHaveLength(1);
  });

  it('is placed once more where a person says that the till has it not', async () => {
    const { orderId, vendorNo } = await placed(false);
    await undo(vendorNo);
    await hub.resolutions.resolve((await world.only('place')).id, { outcome: 'absent' }, 'key');
    await hub.work();
    expect(world.till.called('place')).toHaveLength(2);
    expect(await world.only('place')).toMatchObject({ state: 'done' });
    expect(await world.legsOf(orderId)).toHaveLength(2);
    expect(await world.legsOf(orderId)).not.toContain(vendorNo);
  });

  it('has it again where a person says so after all', async () => {
    const { orderId, vendorNo } = await placed(true);
    await undo(vendorNo);
    const { legId } = await linkTo(vendorNo);
    await linking.link({ orderId, of: { legId } }, said(false));
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', vendorNo });
    expect(world.till.called('place')).toHaveLength(1);
    expect(world.till.called('cancel')).toEqual([]);
  });

  it('has it again by its number', async () => {
    const { orderId, vendorNo } = await placed(false);
    await undo(vendorNo);
    const { id } = await world.only('place');
    await hub.resolutions.resolve(id, { outcome: 'placed', orderNo: vendorNo }, 'key');
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', vendorNo });
    expect(await world.legsOf(orderId)).toEqual(['A', vendorNo]);
  });

  it('is taken out of it, too, where its order at the till is given to another', async () => {
    const { orderId, vendorNo } = await placed(true);
    const other = await world.tell({ vendorNo: 'B' });
    const { legId } = await linkTo(vendorNo);
    const wish = { orderId: other.orderId, of: { legId } };
    const refused = await linking.link(wish, said(false)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ field: 'force', message: expect.stringContaining('would stay there') });
    const { held } = await linking.link(wish, said(true));
    expect(held).toHaveLength(1);
    await hub.plan();
    expect(await world.only('place', { orderId })).toMatchObject({
      state: 'held',
      errorCode: 'maybe_placed',
    });
  });
});
