import { at, ReportingWorld, short } from './reporting-world.js';

describe('what people see', () => {
  let world: ReportingWorld;
  let stores: string[];
  beforeAll(async () => {
    world = await ReportingWorld.open();
    const shops = [await world.addShop(), await world.addShop()];
    stores = shops.map(({ storeId }) => storeId);
    await world.sell(stores[0]!, { fen: 1_234n, at: '2026-03-05T02:30', items: 3 });
    world.clock.set('2026-03-05T05:10');
    await world.hub().derive();
    await world.pause(shops[1]!.accountId, true);
    await world.hub().submit();
    world.clock.pass(1);
    await world.sell(stores[0]!, { fen: 1n, at: '2026-03-05T03:30' });
    await world.hub().takeChanges();
  });
  afterAll(() => world.close());

  it('of an hour: its latest revision and how its report stands', async () => {
    const hours = await world.hours.list({
      storeId: stores[0],
      from: at('2026-03-05T02:00'),
      to: at('2026-03-05T04:00'),
      limit: 9,
    });
    const rest = {
      storeId: stores[0],
      businessDate: '2026-03-05',
      derivedAt: expect.any(Date),
      provisional: false,
      ...{
        discountFen: 0n,
        freightFen: 0n,
        packagingFen: 0n,
        serviceFen: 0n,
        roundingFen: 0n,
        refundFen: 0n,
      },
    };
    const submission = { id: expect.any(String), state: 'accepted', errorCode: null };
    expect(hours).toEqual([
      {
        ...rest,
        submission,
        revision: 2,
        hourStart: at('2026-03-05T03:00'),
        hourEnd: at('2026-03-05T04:00'),
        totalFen: 1n,
        grossFen: 1n,
        orders: 1,
        items: 1,
        lines: 1,
        difference: null,
        waitsForJobId: null,
        differs: { why: 'settling', until: at('2026-03-05T05:11') },
      },
      {
        ...rest,
        submission,
        revision: 1,
        hourStart: at('2026-03-05T02:00'),
        hourEnd: at('2026-03-05T03:00'),
        totalFen: 1_234n,
        grossFen: 1_234n,
        orders: 1,
        items: 3,
        lines: 1,
        difference: null,
        waitsForJobId: null,
        differs: null,
      },
    ]);
  });

  it('of hours, page by page: each once', async () => {
    const seen: string[] = [];
    let before: { hourStart: Date; storeId: string } | undefined;
    for (;;) {
      const page = await world.hours.list({ before, limit: 3 });
      seen.push(...page.map((hour) => `${short(hour.hourStart)} ${hour.storeId}`));
      before = page.at(-1);
      if (page.length < 3) break;
    }
    expect(seen).toHaveLength(8);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  });

  it('of submissions, page by page: each once', async () => {
    const seen: string[] = [];
    let before: { hourStart: Date; id: string } | undefined;
    for (;;) {
      const page = await world.submissions.list({ before, limit: 3 });
      seen.push(...page.map((one) => `${short(one.hourStart)} ${one.id}`));
      before = page.at(-1);
      if (page.length < 3) break;
    }
    expect(seen).toHaveLength(8);
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  });

  it('of submissions: by store, period and state', async () => {
    const waiting = await world.submissions.list({ state: 'waiting', limit: 50 });
    expect(waiting.map((one) => [one.storeId, short(one.hourStart)])).toEqual(
      ['04', '03', '02', '01'].map((hour) => [stores[1], `2026-03-05T${hour}:00`]),
    );
    expect(waiting[0]).toMatchObject({
      payload: null,
      attempts: 0,
      nextAttemptAt: at('2026-03-05T05:10'),
      receipt: null,
    });
    const [one, ...others] = await world.submissions.list({
      storeId: stores[0],
      from: at('2026-03-05T02:00'),
      to: at('2026-03-05T03:00'),
      limit: 50,
    });
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      hourEnd: at('2026-03-05T03:00'),
      totalFen: 1_234n,
      orders: 1,
      items: 3,
      revision: 1,
      cover: false,
      cause: 'first',
    });
  });

  it('of one submission: its attempts too', async () => {
    const [one] = await world.submissions.list({ state: 'accepted', limit: 1 });
    expect(await world.submissions.get(one!.id)).toEqual({
      ...one,
      attemptsMade: [expect.objectContaining({ outcome: 'accepted', startedAt: at('2026-03-05T05:10') })],
    });
    expect(await world.submissions.get(world.newId())).toBeUndefined();
  });
});
