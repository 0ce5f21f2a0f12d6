import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { DEFAULT_REFRESH_SCHEDULE } from '#polling/polling-settings.js';
import { compareOrder } from '#reconciliation/compare/compare-order.js';
import type { OrderRuleCode } from '#reconciliation/compare/rules.js';
import { readComparedOrders } from '#reconciliation/read/compared-orders.query.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from '../dispatch/dispatch-world.js';
import { hubFacts } from './hub-facts.js';
import { PAGES, PAUSES, readToNow } from './listed-till.js';

const HOUR = 60 * MINUTE;

describe('what is not at a till that is read past it', () => {
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

  const active = async (id: string): Promise<ActiveAccount> => {
    const account = await world.byId(id);
    if (account === undefined) throw new Error('no such account');
    return account;
  };

  /** What the rules say of an order now, to who cannot read one of the accounts. */
  async function judged(orderId: string, unreadId?: string) {
    const facts = await hubFacts(world, hub, unreadId);
    const [order] = await readComparedOrders(world.database, [orderId], facts);
    return compareOrder(order!, facts, world.clock.now());
  }

  const says = async (rule: OrderRuleCode, orderId: string, unreadId?: string) => {
    const { differences, silent } = await judged(orderId, unreadId);
    return silent.get(rule) ?? differences.filter((one) => one.rule === rule).length;
  };

  const readTill = (): Promise<void> => readToNow(world.database, world.tillId, world.clock.now());

  async function gap(fromMinute: number, toMinute: number): Promise<string> {
    const at = (minute: number): Date => new Date(world.clock.now().getTime() + minute * MINUTE);
    const id = world.newId();
    const row = { id, accountId: world.tillId, stream: 'orders', state: 'failed' };
    const times = { fromAt: at(fromMinute), toAt: at(toMinute), dueAt: at(0), createdAt: at(0) };
    await world.database.prisma.window.create({ data: { ...row, ...times } });
    return id;
  }

  it('is missing: its booking was confirmed, and the till shows none of it', async () => {
    const { orderId } = await world.tell();
    expect(await says('missing_at_till', orderId)).toBe('not_covered');
    await hub.plan();
    expect(await says('missing_at_till', orderId)).toBe('dispatch_open');
    await hub.work();
    expect(world.till.alive()).toHaveLength(1);
    expect(await says('missing_at_till', orderId)).toBe('not_covered');

    world.clock.pass(HOUR);
    const failed = await gap(-61, -50);
    await readTill();
    expect(await says('missing_at_till', orderId)).toBe('not_covered');
    await world.database.prisma.window.update({ where: { id: failed }, data: { state: 'closed' } });
    expect(await says('missing_at_till', orderId)).toBe(1);
    expect((await judged(orderId)).differences).toMatchObject([
      { rule: 'missing_at_till', accountId: world.tillId, evidence: { saleFen: '1800' } },
    ]);

    const [booked] = world.till.alive();
    await world.poll(booked!.vendorNo);
    expect(await says('missing_at_till', orderId)).toBe(0);
  });

  it('is missed only of what dispatch places by itself', async () => {
    const fromTill = await world.tell({
      placement: {
        vendorStoreId: 'SH-01',
        placedAt: world.clock.now(),
        numbers: [],
        origin: { source: 'pos' },
      },
    });
    world.till.cameFromTill = ({ source }) => source === 'pos';
    const backfilled = await world.tell({}, 'backfill');
    const unpaid = await world.tell({
      payment: { state: 'unpaid', raw: 'unpaid', paidAt: null, method: null },
    });
    const news = await world.tell();
    world.clock.pass(HOUR);
    await readTill();
    const told = [fromTill, backfilled, unpaid, news];
    const all = () => Promise.all(told.map(({ orderId }) => says('missing_at_till', orderId)));
    expect(await all()).toEqual([0, 0, 0, 1]);
    await world.switch([]);
    expect(await all()).toEqual([0, 0, 0, 0]);
    world.clock.pass(SECOND);
    await world.switch(['place']);
    expect(await all()).toEqual([0, 0, 0, 0]);
  });

  it('is not said to have ended by who cannot read the till, or the storefront', async () => {
    const { orderId } = await world.tell();
    world.clock.pass(HOUR);
    await readTill();
    expect(await says('missing_at_till', orderId)).toBe(1);
    for (const unreadId of [world.tillId, world.shopId])
      expect(await says('missing_at_till', orderId, unreadId)).toBe('account_unwell');
    await hub.work();
    const [booked] = world.till.alive();
    await world.poll(booked!.vendorNo);
    expect(await says('missing_at_till', orderId, world.tillId)).toBe(0);
    world.clock.pass(9 * HOUR);
    expect(await says('unconfirmed', orderId)).toBe(1);
    expect(await says('unconfirmed', orderId, world.tillId)).toBe('account_unwell');
  });

  it('is not confirmed once the looks that its till’s listings promise have passed', async () => {
    const { orderId } = await world.tell();
    await hub.work();
    const [booked] = world.till.alive();
    await world.poll(booked!.vendorNo);
    const judgedAfter = async (minutes: number) => {
      world.clock.pass(minutes * MINUTE);
      return says('unconfirmed', orderId);
    };
    expect(await judgedAfter(8 * 60 + 29)).toBe(0);
    expect((await judged(orderId)).lookAgainAt).toEqual(new Date(world.clock.now().getTime() + MINUTE));
    expect(await judgedAfter(1)).toBe(1);
    await world.poll(booked!.vendorNo);
    expect(await says('unconfirmed', orderId)).toBe(0);
  });

  it('is confirmed by who is only read once more within the pause of its listings', async () => {
    const till = await active(world.tillId);
    const source = { pages: { ...PAGES, rereadAfterMs: [HOUR] } };
    const all = () => [{ ...till, connector: { ...till.connector, source } }];
    const seen = await new SourcesSeenQuery({ all }, PAUSES, DEFAULT_REFRESH_SCHEDULE).read(world.database);
    const now = world.clock.now();
    expect(seen.get(world.tillId)?.promise?.({ createdAt: now, confirmedAt: now })).toEqual(
      new Date(now.getTime() + HOUR + 30 * MINUTE + PAGES.lagMs),
    );
  });
});
