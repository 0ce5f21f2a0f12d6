import { ConnectorError } from '#connectors-core/connector-error.js';
import type { DispatchParts } from '#dispatch/dispatch-parts.js';
import { granted, quotaThat } from '../../support/shared-quotas.js';
import { DispatchWorld, type Hub, MINUTE, TAKEOVER } from './dispatch-world.js';
import { forever, type PlaceAnswer } from './toy-till.js';

const TIMES = 20;

/** A promise, and the way to end it from outside. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

describe('a hub that dies', () => {
  let world: DispatchWorld;
  let second: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open({ counted: true });
  });
  beforeEach(async () => {
    await world.begin();
    second = world.hub('second');
  });
  afterAll(() => world.close());

  /** A till with room for all of them at once. */
  const dying = (changed: Partial<DispatchParts> = {}): Hub =>
    world.hub('dying', { settings: world.settings({ atOncePerAccount: TIMES }), ...changed });

  const takeOver = async () => {
    world.till.placeAnswer = undefined;
    for (let n = 0; n < 5; n += 1) {
      world.clock.pass(MINUTE);
      await second.work();
    }
  };

  const expectEachOnce = async () => {
    expect(await world.list({ state: 'done' })).toHaveLength(TIMES);
    const markers = world.till.alive().map(({ marker }) => marker);
    expect(markers).toHaveLength(TIMES);
    expect(new Set(markers).size).toBe(TIMES);
    for (const { orderId, vendorNo } of await world.list())
      expect(await world.legsOf(orderId)).toContain(vendorNo);
  };

  /** Resolves once so many orders have come to the point where the hub dies. */
  const reached = (times = TIMES) => {
    const all = gate();
    let count = 0;
    const point = (): void => {
      count += 1;
      if (count === times) all.open();
    };
    return { point, all: all.opened };
  };

  beforeEach(() => {
    Object.assign(world.till.connector, { limits: () => ({ requestsPerSecond: 1_000, concurrency: TIMES }) });
  });

  it('after the intent: nothing was sent, and each order is booked once', async () => {
    const { point, all } = reached();
    world.till.placeAnswer = async () => {
      point();
      return forever;
    };
    await world.tellMany(TIMES);
    const hub = dying();
    await hub.plan();
    void hub.send();
    await all;
    expect(await world.list({ state: 'unknown' })).toHaveLength(TIMES);
    await takeOver();
    await expectEachOnce();
  });

  it('after sending: each order is found', async () => {
    const { point, all } = reached();
    world.till.placeAnswer = async (book) => {
      book();
      point();
      return forever;
    };
    await world.tellMany(TIMES);
    const hub = dying();
    await hub.plan();
    void hub.send();
    await all;
    await takeOver();
    await expectEachOnce();
    expect(world.till.called('place')).toHaveLength(TIMES);
  });

  it.each(['does not come back for long', 'fails'])(
    'after the answer: the database %s, and each order is found',
    async (how) => {
      const { point, all } = reached();
      const away = gate();
      const { ledger } = world;
      const broken: DispatchParts['ledger'] = {
        mark: (sql, marks) => ledger.mark(sql, marks),
        linkReceipts: (sql, receipts) => ledger.linkReceipts(sql, receipts),
        recordAndLink: async (sql, recordings, receipts) => {
          if (receipts.length === 0) return ledger.recordAndLink(sql, recordings, []);
          if (how !== 'fails') await away.opened;
          throw new Error('connection lost');
        },
      };
      world.till.placeAnswer = async (book) => {
        point();
        return book();
      };
      await world.tellMany(TIMES);
      const hub = dying({ ledger: broken });
      await hub.plan();
      const sending = hub.send();
      await all;
      if (how === 'fails') await sending;
      await takeOver();
      await expectEachOnce();
      expect(world.till.called('place')).toHaveLength(TIMES);
      away.open();
      await sending;
    },
  );

  it('after recording: nothing is left to do', async () => {
    await world.tellMany(TIMES);
    const hub = dying();
    await hub.plan();
    await hub.send();
    await takeOver();
    await expectEachOnce();
    expect(world.till.called('place')).toHaveLength(TIMES);
    expect(world.till.called('find')).toEqual([]);
  });

  it('before the intent: the order is sent when its lease has run out', async () => {
    await world.tell();
    const hub = dying({ quota: quotaThat(() => forever) });
    await hub.plan();
    void hub.send();
    while ((await world.only('place')).nextAttemptAt !== null) await new Promise(setImmediate);
    await second.send();
    expect(world.till.calls).toEqual([]);
    world.clock.pass(MINUTE);
    await second.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('and comes to life again before the intent: the order is somebody else’s', async () => {
    const slow = gate();
    const quota = quotaThat(async () => {
      await slow.opened;
      return granted();
    });
    const inFlight = gate();
    const { point, all } = reached(1);
    world.till.placeAnswer = async (book) => {
      point();
      await inFlight.opened;
      return book();
    };
    await world.tell();
    const hub = dying({ quota });
    await hub.plan();
    const sending = hub.send();
    while ((await world.only('place')).nextAttemptAt !== null) await new Promise(setImmediate);
    world.clock.pass(MINUTE);
    const theirs = second.send();
    await all;
    slow.open();
    await sending;
    expect(world.till.called('place')).toHaveLength(1);
    inFlight.open();
    await theirs;
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('and comes to life again before the intent, when somebody else has tried in vain', async () => {
    const slow = gate();
    const quota = quotaThat(async () => {
      await slow.opened;
      return granted();
    });
    world.till.placeAnswer = () => Promise.reject(new ConnectorError('unavailable', 'closed'));
    await world.tell();
    const hub = dying({ quota });
    await hub.plan();
    const sending = hub.send();
    while ((await world.only('place')).nextAttemptAt !== null) await new Promise(setImmediate);
    world.clock.pass(MINUTE);
    await second.send();
    slow.open();
    await sending;
    // It rests until it is due again, whoever wakes.
    expect(world.till.called('place')).toHaveLength(1);
    expect(await world.only('place')).toMatchObject({ state: 'waiting', attempts: 1 });
  });

  it('and comes to life again before anybody else has the order: its lease is over all the same', async () => {
    const slow = gate();
    const quota = quotaThat(async () => {
      await slow.opened;
      return granted();
    });
    await world.tell();
    const hub = dying({ quota });
    await hub.plan();
    const sending = hub.send();
    while ((await world.only('place')).nextAttemptAt !== null) await new Promise(setImmediate);
    world.clock.pass(MINUTE);
    slow.open();
    // It takes the order up anew afterwards: as a claim of its own, and once.
    await sending;
    expect(world.till.called('place')).toHaveLength(1);
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('and is a machine that was suspended: its lease is over by the later of its clocks, and nothing is sent', async () => {
    const slow = gate();
    const quota = quotaThat(async () => {
      await slow.opened;
      return granted();
    });
    await world.tell();
    const hub = dying({ quota });
    await hub.plan();
    const sending = hub.send();
    while ((await world.only('place')).nextAttemptAt !== null) await new Promise(setImmediate);
    world.clock.aheadMs = MINUTE;
    slow.open();
    await sending;
    expect(world.till.called('place')).toEqual([]);
    expect(await world.only('place')).toMatchObject({ state: 'waiting', attempts: 0 });
    world.clock.aheadMs = 0;
    world.clock.pass(MINUTE);
    await second.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('and comes to life again with a refusal: that was of an attempt long given up', async () => {
    const [first, again] = [gate(), gate()];
    const { point, all } = reached(2);
    let attempts = 0;
    world.till.placeAnswer = async (book) => {
      attempts += 1;
      const mine = attempts;
      point();
      await (mine === 1 ? first : again).opened;
      if (mine === 1) throw new ConnectorError('rejected', 'no such member');
      return book();
    };
    await world.tell();
    const hub = dying();
    await hub.plan();
    const sending = hub.send();
    while (world.till.called('place').length === 0) await new Promise(setImmediate);
    const sendings = [];
    for (let n = 0; n < 3; n += 1) {
      world.clock.pass(MINUTE);
      sendings.push(second.send());
      if (n < 1) await sendings[n];
    }
    await all;
    first.open();
    await sending;
    expect(await world.only('place')).toMatchObject({ state: 'unknown', attempts: 2 });
    again.open();
    await Promise.all(sendings);
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('is taken over only after its lease and the attempt’s deadline', async () => {
    const { point, all } = reached(1);
    world.till.placeAnswer = async () => {
      point();
      return forever;
    };
    await world.tell();
    const hub = dying();
    await hub.plan();
    void hub.send();
    await all;
    world.clock.pass(TAKEOVER - 1);
    await second.send();
    expect(world.till.called('find')).toEqual([]);
    world.clock.pass(1);
    await second.send();
    expect(world.till.called('find')).toHaveLength(1);
    const { history } = await world.only('place');
    expect(history).toMatchObject([
      { step: 'place', outcome: 'outcome_unknown', message: 'the hub ended before the answer was recorded' },
      { step: 'find', outcome: 'absent' },
    ]);
  });

  it('and comes to life again: what it was answered is a fact, what it missed is not undone', async () => {
    const slow = gate();
    const { point, all } = reached(1);
    const zombie: PlaceAnswer = async (book) => {
      point();
      await slow.opened;
      return book();
    };
    world.till.placeAnswer = zombie;
    const { orderId } = await world.tell();
    const hub = dying();
    await hub.plan();
    const sending = hub.send();
    await all;
    await takeOver();
    const placed = await world.only('place');
    expect(placed).toMatchObject({ state: 'done', attempts: 2 });
    // The till books long after every deadline: that is beyond what we promise, but not beyond repair.
    slow.open();
    await sending;
    expect(await world.legsOf(orderId)).toHaveLength(3);
    expect(await world.only('place')).toMatchObject({ state: 'done', vendorNo: placed.vendorNo });
    await second.work();
    expect(world.till.alive().map(({ vendorNo }) => vendorNo)).toEqual([placed.vendorNo]);
    expect(await world.only('cancel')).toMatchObject({ state: 'done', cause: 'copy' });
  });

  it('and comes to life again before it has written: then it writes nothing', async () => {
    const slow = gate();
    const { point, all } = reached(1);
    const { orderSink } = world.till.connector;
    const place = orderSink!.place;
    let first = true;
    orderSink!.place = async (document, account, writeBefore) => {
      if (first) {
        first = false;
        point();
        await slow.opened;
      }
      return place(document, account, writeBefore);
    };
    await world.tell();
    const hub = dying();
    await hub.plan();
    const sending = hub.send();
    await all;
    await takeOver();
    slow.open();
    await sending;
    expect(world.till.orders.size).toBe(1);
    expect(await world.only('place')).toMatchObject({ state: 'done' });
  });

  it('during a find: two that looked at once count as one', async () => {
    const slow = gate();
    world.till.placeAnswer = () => Promise.reject(new ConnectorError('outcome_unknown', 'no answer'));
    await world.tell();
    const hub = dying();
    await hub.work();
    world.clock.pass(10 * MINUTE);
    world.till.findGate = slow.opened;
    const sending = hub.send();
    while (world.till.called('find').length === 0) await new Promise(setImmediate);
    world.clock.pass(TAKEOVER);
    world.till.findGate = undefined;
    await second.send();
    slow.open();
    await sending;
    expect(world.till.called('find')).toHaveLength(2);
    expect(await world.only('place')).toMatchObject({ state: 'unknown' });
  });

  it('during a move: the till is asked before it is told again', async () => {
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await second.work();
    const [booked] = [...world.till.orders.values()];
    const { point, all } = reached(1);
    world.till.answerMove('cancel', async (move) => {
      move();
      point();
      await forever;
    });
    await world.cancel('A');
    const hub = dying();
    await hub.plan();
    void hub.send();
    await all;
    world.till.answerMove('cancel', undefined);
    world.clock.pass(TAKEOVER);
    await second.work();
    const cancel = await world.only('cancel', { orderId });
    expect(cancel).toMatchObject({ state: 'done', attempts: 1 });
    expect(cancel.history.map(({ step, outcome }) => `${step} ${String(outcome)}`)).toEqual([
      'cancel outcome_unknown',
      'read cancelled',
    ]);
    expect(world.till.called('cancel', booked!.vendorNo)).toHaveLength(1);
  });
});
