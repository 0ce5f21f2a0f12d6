import { someAmounts } from '../../factories/observations.js';
import { DispatchWorld, type Hub, SECOND } from './dispatch-world.js';

const DISAGREEING = { ...someAmounts(1_700n), flags: ['sale_amounts_differ'] as const };

describe('an order that waits for what it says', () => {
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

  const works = async () => {
    world.clock.pass(SECOND);
    await hub.work();
  };

  it('is tried again once it says something else, and not before', async () => {
    await world.tell({ vendorNo: 'A', amounts: DISAGREEING });
    await works();
    expect(await world.only('place')).toMatchObject({
      state: 'held',
      errorCode: 'amounts_disagree',
      detail: null,
    });
    const held = world.events.length;
    // News of it, but none of what is in the way.
    const fulfilment = { state: 'accepted', raw: 'accepted', completedAt: null } as const;
    await world.tell({ vendorNo: 'A', asOf: world.clock.now(), amounts: DISAGREEING, fulfilment });
    await works();
    expect(await world.only('place')).toMatchObject({ state: 'held' });
    expect(world.events.slice(held).filter(({ event }) => event === 'dispatch')).toEqual([]);
    await world.tell({ vendorNo: 'A', asOf: world.clock.now(), amounts: someAmounts(1_800n), fulfilment });
    await works();
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('is held again for what is in the way then', async () => {
    await world.tell({ vendorNo: 'A', amounts: DISAGREEING });
    await works();
    await world.tell({ vendorNo: 'A', asOf: world.clock.now(), lines: [] });
    await works();
    expect(await world.only('place')).toMatchObject({ state: 'held' });
    await works();
    expect(world.till.called('place')).toEqual([]);
  });
});
