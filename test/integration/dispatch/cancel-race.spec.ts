import type { Recorded } from '#ledger/recording.js';
import { DispatchWorld, MINUTE } from './dispatch-world.js';
import { bookedButUnanswered, type PlaceAnswer } from './toy-till.js';

/** Of a generator of its own, so that a run can be had again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a cancel that races with placing', () => {
  let world: DispatchWorld;
  beforeAll(async () => {
    world = await DispatchWorld.open({ counted: true });
  });
  beforeEach(() => world.begin());
  afterAll(() => world.close());

  /** As long as so many round trips to the database take: the pace of those that it races with. */
  const turns = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) await world.database.rows({ text: 'SELECT 1' });
  };

  const numberOf = async (marker: string): Promise<string> => {
    const [row] = await world.database.rows<{ vendor_no: string }>({
      text: 'SELECT vendor_no FROM legs JOIN leg_markers m ON m.leg_id = legs.id WHERE m.marker = $1',
      values: [marker],
    });
    return row!.vendor_no;
  };

  const quiet = async () => {
    const hub = world.hub('last');
    for (let n = 0; n < 5; n += 1) {
      await hub.work();
      world.clock.pass(MINUTE);
    }
  };

  const expectNoLiveOrders = async () => {
    expect(world.till.alive()).toEqual([]);
    const places = await world.list({ kind: 'place' });
    for (const { state } of places) expect(['done', 'withdrawn']).toContain(state);
    const cancels = await world.list({ kind: 'cancel' });
    for (const { state } of cancels) expect(state).toBe('done');
    expect(cancels).toHaveLength(world.till.orders.size);
    return { placed: world.till.orders.size, withdrawn: places.length - world.till.orders.size };
  };

  it('ends without a live order at the till: 500 pairs, as it happens', async () => {
    const random = seeded(20_261_121);
    const some = (most: number): number => Math.floor(random() * most);
    const cancels = new Map<string, Promise<Recorded>>();
    const cancel = async (vendorNo: string): Promise<void> => {
      if (!cancels.has(vendorNo)) cancels.set(vendorNo, world.cancel(vendorNo));
      await cancels.get(vendorNo);
    };
    // Of those that are named E the cancel comes while the till is at it; else whenever it comes.
    world.till.placeAnswer = async (book, sent) => {
      const name = await numberOf(sent.orderRemark);
      const meanwhile = async () => {
        await turns(some(6));
        if (name.startsWith('E')) await cancel(name);
      };
      const canceling = meanwhile();
      await turns(some(4));
      const receipt = book();
      await turns(some(4));
      if (random() < 0.5) await canceling;
      return random() < 0.2 ? bookedButUnanswered(() => receipt, sent) : receipt;
    };
    const hubs = [world.hub('a'), world.hub('b')];
    for (let round = 0; round < 20; round += 1) {
      const tell = Array.from({ length: 25 }, async (_, n) => {
        const name = `${n % 2 === 0 ? 'E' : 'O'}-${round}-${n}`;
        await world.tell({ vendorNo: name });
        await turns(n % 4 === 1 ? 0 : some(20));
        if (!name.startsWith('E')) await cancel(name);
      });
      const told = Promise.all(tell);
      await Promise.all([...hubs.map((hub) => hub.work()), told]);
      await Promise.all(hubs.map((hub) => hub.work()));
    }
    await Promise.all(cancels.values());
    await quiet();
    expect(cancels.size).toBe(500);
    const { placed } = await expectNoLiveOrders();
    // Else it was no race.
    expect(placed).toBeGreaterThanOrEqual(250);
    expect(placed).toBeLessThan(500);
  });

  const CANCELLED = [
    'before the intent',
    'while it is sent',
    'after it is booked',
    'before it is recorded',
  ] as const;

  it.each(CANCELLED)('%s', async (moment) => {
    const hub = world.hub();
    const cancelOf = new Map<string, Promise<Recorded>>();
    const answer: PlaceAnswer = async (book, { orderRemark }) => {
      const [place] = (await world.list({ kind: 'place' })).filter(({ marker }) => marker === orderRemark);
      const leg = await world.database.prisma.leg.findUniqueOrThrow({ where: { id: place!.legId } });
      const cancel = () => {
        cancelOf.set(leg.vendorNo, world.cancel(leg.vendorNo));
        return cancelOf.get(leg.vendorNo);
      };
      if (moment === 'while it is sent') await cancel();
      const receipt = book();
      if (moment === 'after it is booked') await cancel();
      // Not waited for: it runs beside the recording of the answer.
      if (moment === 'before it is recorded') void cancel();
      return receipt;
    };
    world.till.placeAnswer = answer;
    for (let n = 0; n < 20; n += 1) await world.tell({ vendorNo: `P-${n}` });
    await hub.plan();
    if (moment === 'before the intent') for (let n = 0; n < 20; n += 1) await world.cancel(`P-${n}`);
    await hub.send();
    await Promise.all(cancelOf.values());
    await quiet();
    const { placed, withdrawn } = await expectNoLiveOrders();
    expect({ placed, withdrawn }).toEqual(
      moment === 'before the intent' ? { placed: 0, withdrawn: 20 } : { placed: 20, withdrawn: 0 },
    );
  });
});
