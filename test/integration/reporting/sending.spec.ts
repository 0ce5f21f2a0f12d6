import { REVISION_GONE } from '#reporting/derive/submissions.store.js';
import { beginAttempt } from '#reporting/submit/settle.store.js';
import { type Hub, ONE_AT_A_TIME, ReportingWorld } from './reporting-world.js';
import { failing, gate, takenButUnanswered, type ToyAnswer } from './toy-sink.js';

describe('sending', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  /** A shop whose hour of 01:00 waits to be sent. */
  async function waitingShop(hours = 1) {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    world.clock.set(`2026-03-05T0${1 + hours}:10`);
    await world.hub().derive();
    return shop;
  }

  const heardOf = (shopId: string) => world.sink.heard.filter((payload) => payload['shopId'] === shopId);
  const stateOf = async (storeId: string) =>
    (await world.submissionsOf(storeId)).map(([, , , state, code]) =>
      code === null ? state : `${state} ${code}`,
    );
  const attemptsOf = async (storeId: string) => {
    const [submission] = await world.submissions.list({ storeId, limit: 1 });
    return (await world.submissions.get(submission!.id))!.attemptsMade;
  };

  /** As if the hub died after it had noted the attempt: claimed, begun, and never heard of again. */
  async function dieWhileSending(
    hub: Hub,
    accountId: string,
    payload: Record<string, string>,
  ): Promise<void> {
    const claimed = await hub.claiming.claim(accountId);
    if (typeof claimed === 'string') throw new Error(`nothing to send: ${claimed}`);
    const attempt = { id: world.newId(), startedAt: world.clock.now(), number: claimed.attempts + 1 };
    const leaseUntil = new Date(world.clock.now().getTime() + 60_000);
    expect(await beginAttempt(world.database, claimed, attempt, { payload }, leaseUntil)).toBe(true);
  }

  it('sends once, keeps the receipt and the attempt, and says so in one event', async () => {
    const { storeId, accountId, shopId } = await waitingShop();
    world.events.length = 0;
    await world.hub().submit();
    await world.hub().submit();
    expect(heardOf(shopId)).toHaveLength(1);
    const [submission] = await world.submissions.list({ storeId, limit: 5 });
    expect(submission).toMatchObject({
      state: 'accepted',
      attempts: 1,
      payload: heardOf(shopId)[0],
      receipt: { vendorCode: '0', message: 'ok' },
      nextAttemptAt: null,
      settledAt: world.clock.now(),
    });
    expect(await attemptsOf(storeId)).toMatchObject([
      { outcome: 'accepted', vendorCode: '0', message: 'ok' },
    ]);
    expect(world.events.filter(({ event }) => event === 'submission')).toEqual([
      expect.objectContaining({
        storeId,
        accountId,
        attempt: 1,
        outcome: 'accepted',
        state: 'accepted',
        cover: false,
      }),
    ]);
  });

  it('notes the attempt before it sends', async () => {
    const { storeId, shopId } = await waitingShop();
    let noted: unknown;
    world.sink.next(shopId, async (payload) => {
      noted = await attemptsOf(storeId);
      return world.sink.take(payload);
    });
    await world.hub().submit();
    expect(noted).toMatchObject([{ outcome: null, finishedAt: null }]);
  });

  it('never has two workers send the same hour, and each hour once', async () => {
    const shops = await Promise.all(Array.from({ length: 12 }, () => world.addShop()));
    world.clock.set('2026-03-05T06:10');
    await world.hub().derive();
    await Promise.all(
      ['a', 'b', 'c'].flatMap((name) => {
        const hub = world.hub(name);
        return [hub.submit(), hub.submit()];
      }),
    );
    expect(world.sink.mostAtOnce).toBe(1);
    for (const { storeId, shopId } of shops) {
      expect(heardOf(shopId)).toHaveLength(5);
      expect(await stateOf(storeId)).toEqual(Array(5).fill('accepted'));
    }
  });

  it('keeps to its lanes: no more of an account at once than it may have', async () => {
    const accountId = await world.addAccount();
    const stores = await Promise.all(
      Array.from({ length: 9 }, async () => {
        const storeId = await world.addStore();
        return { storeId, shopId: await world.bind(storeId, accountId) };
      }),
    );
    let [now, most] = [0, 0];
    const { open, opened } = gate();
    for (const { shopId } of stores) {
      world.sink.next(shopId, async (payload) => {
        most = Math.max(most, (now += 1));
        await opened;
        now -= 1;
        return world.sink.take(payload);
      });
    }
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const hub = world.hub();
    const sending = [hub.submit(), hub.submit()];
    await world.sink.until(() => stores.filter(({ shopId }) => heardOf(shopId).length > 0).length === 4);
    open();
    await Promise.all(sending);
    expect(most).toBe(4);
    for (const { storeId } of stores) expect(await stateOf(storeId)).toEqual(['accepted']);
  });

  it('lets a store that does not answer delay only itself', async () => {
    const accountId = await world.addAccount();
    const stores = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const storeId = await world.addStore();
        return { storeId, shopId: await world.bind(storeId, accountId) };
      }),
    );
    const { open, opened } = gate();
    world.sink.next(stores[0]!.shopId, async (payload) => {
      await opened;
      return world.sink.take(payload);
    });
    world.clock.set('2026-03-05T03:10');
    await world.hub().derive();
    const sending = world.hub().submit();
    const others = stores.slice(1).map(({ shopId }) => shopId);
    await world.sink.until(() =>
      others.every(
        (shopId) => [...world.sink.hours.keys()].filter((key) => key.startsWith(`${shopId} `)).length === 2,
      ),
    );
    open();
    await sending;
    for (const { storeId } of stores) expect(await stateOf(storeId)).toEqual(['accepted', 'accepted']);
  });

  it('sends nothing to a paused account, and all of it afterwards', async () => {
    const { storeId, accountId, shopId } = await waitingShop(3);
    await world.pause(accountId, true);
    await world.hub().submit();
    expect(heardOf(shopId)).toEqual([]);
    await world.pause(accountId, false);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('stops at once when the account is paused: only what is under way is finished', async () => {
    const { storeId, accountId, shopId } = await waitingShop(7);
    let pausing: Promise<void> | undefined;
    const pausingFirst: ToyAnswer = async (payload) => {
      await (pausing ??= world.pause(accountId, true));
      return world.sink.take(payload);
    };
    world.sink.next(shopId, ...Array<ToyAnswer>(7).fill(pausingFirst));
    await world.hub().submit();
    expect(heardOf(shopId).length).toBeLessThanOrEqual(4);
    expect((await stateOf(storeId)).filter((state) => state === 'waiting').length).toBeGreaterThanOrEqual(3);
  });

  describe('when the vendor has the hour already', () => {
    it('is a conflict where no report of ours can be the one', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.take({ shopId, hour: '2026-03-05T01:00:00.000Z', cover: '0', total: '999.00' });
      await world.hub().submit();
      expect(await stateOf(storeId)).toEqual(['conflict duplicate']);
      world.clock.pass(600);
      await world.hub().submit();
      expect(heardOf(shopId)).toHaveLength(1);
    });

    it('is a conflict where the attempts before certainly did not get there', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.next(shopId, failing('unavailable', 'down'));
      await world.hub().submit();
      world.sink.take({ shopId, hour: '2026-03-05T01:00:00.000Z', cover: '0', total: '999.00' });
      world.clock.pass(10);
      await world.hub().submit();
      expect(await stateOf(storeId)).toEqual(['conflict duplicate']);
    });

    it('is success where an attempt with the same payload ended unknown', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.next(shopId, takenButUnanswered(world.sink));
      await world.hub().submit();
      expect(await stateOf(storeId)).toEqual(['unknown outcome_unknown']);
      world.clock.pass(10);
      await world.hub().submit();
      expect(await stateOf(storeId)).toEqual(['accepted']);
      const [first, second] = heardOf(shopId);
      expect(second).toEqual(first);
      expect(await attemptsOf(storeId)).toMatchObject([
        { outcome: 'outcome_unknown' },
        { outcome: 'duplicate', vendorCode: '208001' },
      ]);
    });

    it('is success where the hub died between sending and hearing', async () => {
      const { storeId, accountId, shopId } = await waitingShop();
      const payload = {
        shopId,
        hour: '2026-03-05T01:00:00.000Z',
        total: '0.00',
        orders: '0',
        items: '0',
        cover: '0',
      };
      await dieWhileSending(world.hub('dying'), accountId, payload);
      world.sink.take(payload);
      await world.hub('heir').submit();
      expect(heardOf(shopId)).toEqual([]);
      world.clock.pass(1);
      await world.hub('heir').submit();
      expect(heardOf(shopId)).toEqual([payload]);
      expect(await stateOf(storeId)).toEqual(['accepted']);
      expect(await attemptsOf(storeId)).toMatchObject([
        { outcome: 'outcome_unknown' },
        { outcome: 'duplicate' },
      ]);
    });

    it('is a conflict where only another payload of ours may have got there', async () => {
      const { storeId, accountId, shopId } = await waitingShop();
      const payload = { shopId, hour: '2026-03-05T01:00:00.000Z', cover: '0', total: '1.00' };
      await dieWhileSending(world.hub('dying'), accountId, payload);
      await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
      world.clock.pass(1);
      await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
      world.sink.next(shopId, failing('duplicate', 'there already', { vendorCode: '208001' }));
      await world.hub().submit();
      expect(await stateOf(storeId)).toEqual(['unknown superseded', 'conflict duplicate']);
    });
  });

  it('sends again, cover and all, what ended unknown and did not get there', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, failing('outcome_unknown', 'cut off'), failing('unavailable', 'down'));
    await world.hub().submit();
    world.clock.pass(10);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['unknown unavailable']);
    world.clock.pass(10);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['accepted']);
    expect(heardOf(shopId).map(({ cover }) => cover)).toEqual(['0', '0', '0']);
  });

  it('supersedes one of unknown outcome by a later revision that covers it', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, takenButUnanswered(world.sink));
    await world.hub().submit();
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['unknown superseded', 'accepted']);
    world.clock.pass(60);
    await world.hub().submit();
    expect(heardOf(shopId).map(({ cover, total }) => [cover, total])).toEqual([
      ['0', '0.00'],
      ['1', '0.05'],
    ]);
  });

  it('covers what may have got there, also when it was rejected later and its attempts are gone with their month', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, takenButUnanswered(world.sink), failing('rejected', 'no such enterprise'));
    await world.hub().submit();
    world.clock.pass(10);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['failed rejected']);
    await world.database.prisma.submissionAttempt.deleteMany();
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['failed rejected', 'accepted']);
    expect(heardOf(shopId).at(-1)).toMatchObject({ cover: '1', total: '0.05' });
  });

  it('gives way, instead of being tried again, when a later revision came while it was sent: it covers nothing', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, async () => {
      await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
      await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
      return failing('unavailable', 'down')({});
    });
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['failed superseded', 'accepted']);
    expect(heardOf(shopId).map(({ cover }) => cover)).toEqual(['0', '0']);
  });

  it('rests before it tries again, and wakes itself for it', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, failing('rate_limited', 'slow down', { retryAfterMs: 30_000 }));
    await world.hub().submit();
    await world.hub().submit();
    expect(heardOf(shopId)).toHaveLength(1);
    const [submission] = await world.submissions.list({ storeId, limit: 1 });
    expect(submission).toMatchObject({ state: 'waiting', errorCode: 'rate_limited', settledAt: null });
    const due = submission!.nextAttemptAt!;
    expect(due.getTime()).toBeGreaterThanOrEqual(world.clock.now().getTime() + 30_000);
    const jobs = await world.database.rows({
      text: `SELECT run_at FROM graphile_worker.jobs WHERE key = 'reporting.submit:next'`,
    });
    expect(jobs).toEqual([{ run_at: due }]);
    world.clock.pass(2);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['accepted']);
  });

  describe('whose hub stood still between noting the attempt and its first byte', () => {
    it('sends nothing once another hub has taken it over, and leaves that one the say', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.beforeGate = async () => {
        world.clock.pass(2);
        await world.hub('heir').submit();
      };
      await world.hub('frozen').submit();
      expect(heardOf(shopId)).toHaveLength(1);
      expect(await stateOf(storeId)).toEqual(['accepted']);
      expect(await attemptsOf(storeId)).toMatchObject([
        { outcome: 'outcome_unknown' },
        { outcome: 'accepted' },
      ]);
    });

    it('sends nothing once its lease is over by the later of its clocks, even if nobody has taken it over', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.beforeGate = async () => {
        world.clock.aheadMs = 61_000;
      };
      await world.hub('frozen').submit();
      world.clock.aheadMs = 0;
      expect(heardOf(shopId)).toEqual([]);
      expect(await stateOf(storeId)).toEqual(['waiting unavailable']);
      expect(await attemptsOf(storeId)).toMatchObject([
        { outcome: 'unavailable', message: 'not sent: the lease of the report has ended' },
      ]);
      world.clock.pass(2);
      await world.hub('heir').submit();
      expect(await stateOf(storeId)).toEqual(['accepted']);
    });

    it('sends nothing once a later revision follows, which then needs no cover', async () => {
      const { storeId, shopId } = await waitingShop();
      world.sink.beforeGate = async () => {
        await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
        await world.hub('other').request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
      };
      await world.hub('frozen').submit();
      expect(await stateOf(storeId)).toEqual(['failed superseded', 'accepted']);
      expect(heardOf(shopId).map(({ cover, total }) => [cover, total])).toEqual([['0', '0.05']]);
    });
  });

  it('gives up where its revision was dropped with its month', async () => {
    const { storeId } = await waitingShop();
    await world.database.transaction(async (sql) => {
      await sql.rows({ text: 'SET LOCAL session_replication_role = replica' });
      await sql.rows({ text: 'DELETE FROM hourly_revisions WHERE store_id = $1', values: [storeId] });
    });
    await world.hub().submit();
    const submission = await world.database.prisma.submission.findFirstOrThrow({ where: { storeId } });
    expect(submission).toMatchObject({
      state: 'failed',
      errorCode: 'superseded',
      errorMessage: REVISION_GONE,
    });
  });

  it('does not try again what was rejected', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, failing('rejected', 'no such enterprise', { vendorCode: '206001' }));
    await world.hub().submit();
    world.clock.pass(600);
    await world.hub().submit();
    expect(heardOf(shopId)).toHaveLength(1);
    const [submission] = await world.submissions.list({ storeId, limit: 1 });
    expect(submission).toMatchObject({
      state: 'failed',
      errorCode: 'rejected',
      errorMessage: 'no such enterprise',
    });
  });

  it('takes a fault of our own for an unknown outcome, and shows nothing of it', async () => {
    const { storeId, shopId } = await waitingShop();
    world.sink.next(shopId, async () => {
      throw new TypeError('secret inside');
    });
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['unknown outcome_unknown']);
    expect(JSON.stringify(await attemptsOf(storeId))).not.toContain('secret');
  });

  it('makes the payload when it is first sent, and tries again while it cannot be made', async () => {
    const [storeId, accountId] = [await world.addStore(), await world.addAccount()];
    await world.bind(storeId, accountId, 'unusable');
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['waiting invalid_config']);
    await world.database.prisma.storeBinding.updateMany({
      where: { storeId },
      data: { vendorStoreId: 'corrected' },
    });
    world.clock.pass(11);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['accepted']);
    expect(heardOf('corrected')).toHaveLength(1);
  });

  describe('with a setting that is corrected after the first attempt', () => {
    async function sentBeforeTheCorrection(answer: ToyAnswer) {
      const shop = await waitingShop();
      world.sink.next(shop.shopId, answer);
      await world.hub().submit();
      const corrected = `corrected-${shop.shopId}`;
      await world.database.prisma.storeBinding.updateMany({
        where: { storeId: shop.storeId },
        data: { vendorStoreId: corrected },
      });
      world.clock.pass(11);
      await world.hub().submit();
      return { heard: heardOf(shop.shopId).length, heardCorrected: heardOf(corrected).length };
    }

    it('makes the payload anew as long as every attempt was clearly refused', async () => {
      const refusal = failing('invalid_config', 'no such shop');
      expect(await sentBeforeTheCorrection(refusal)).toEqual({ heard: 1, heardCorrected: 1 });
    });

    it('keeps the payload that may have got there', async () => {
      const unanswered = failing('outcome_unknown', 'no answer');
      expect(await sentBeforeTheCorrection(unanswered)).toEqual({ heard: 2, heardCorrected: 0 });
    });
  });

  it('sends nothing of a store that is no longer reported to the account', async () => {
    const { storeId, shopId } = await waitingShop();
    await world.database.prisma.storeBinding.deleteMany({ where: { storeId } });
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['failed unbound']);
    expect(heardOf(shopId)).toEqual([]);
  });

  it('sends what began before its binding ended, as that binding names the store', async () => {
    const { storeId, shopId, accountId } = await waitingShop();
    const { salesSink } = world.database.prisma;
    await salesSink.updateMany({ where: { storeId }, data: { endsAt: world.clock.now() } });
    await world.bind(storeId, accountId, `later-${shopId}`);
    await world.hub().submit();
    expect(await stateOf(storeId)).toEqual(['accepted']);
    expect([heardOf(shopId).length, heardOf(`later-${shopId}`).length]).toEqual([1, 0]);
  });

  describe('that takes longer than a lease', () => {
    it('is not taken over while it is renewed', async () => {
      const { storeId, shopId } = await waitingShop();
      const { open, opened } = gate();
      world.sink.next(shopId, async (payload) => {
        await opened;
        return world.sink.take(payload);
      });
      const slow = world.hub('slow');
      const sending = slow.submit();
      await world.sink.until(() => heardOf(shopId).length === 1);
      for (let minutes = 0; minutes < 5; minutes += 0.5) {
        world.clock.pass(0.5);
        await slow.sending.renew();
        await world.hub('other').submit();
      }
      expect(heardOf(shopId)).toHaveLength(1);
      open();
      await sending;
      expect(await stateOf(storeId)).toEqual(['accepted']);
    });

    it('is not renewed once it is over by the later of the host’s clocks', async () => {
      const { storeId, shopId } = await waitingShop();
      const { open, opened } = gate();
      world.sink.next(shopId, async (payload) => {
        await opened;
        return world.sink.take(payload);
      });
      const resumed = world.hub('resumed', ONE_AT_A_TIME);
      const sending = resumed.submit();
      await world.sink.until(() => heardOf(shopId).length === 1);
      world.clock.pass(0.9);
      world.clock.aheadMs = 7_000;
      await resumed.sending.renew();
      world.clock.aheadMs = 0;
      world.clock.pass(0.2);
      await world.hub('heir').submit();
      expect(heardOf(shopId)).toHaveLength(2);
      open();
      await sending;
      expect(await stateOf(storeId)).toEqual(['accepted']);
    });

    it('is not shortened by a clock that was set back', async () => {
      const { shopId } = await waitingShop();
      const { open, opened } = gate();
      world.sink.next(shopId, async (payload) => {
        await opened;
        return world.sink.take(payload);
      });
      const holder = world.hub('holder');
      const sending = holder.submit();
      await world.sink.until(() => heardOf(shopId).length === 1);
      world.clock.pass(-60);
      world.clock.aheadMs = 3_600_000;
      await holder.sending.renew();
      world.clock.aheadMs = 0;
      world.clock.pass(60.9);
      await world.hub('other').submit();
      expect(heardOf(shopId)).toHaveLength(1);
      open();
      await sending;
    });

    it('leaves the say to whoever took it over when it was not', async () => {
      const { storeId, shopId } = await waitingShop();
      const { open, opened } = gate();
      world.sink.next(shopId, async () => {
        await opened;
        return failing('rejected', 'too late')({});
      });
      const sending = world.hub('stalled', ONE_AT_A_TIME).submit();
      await world.sink.until(() => heardOf(shopId).length === 1);
      world.clock.pass(2);
      await world.hub('heir').submit();
      open();
      await sending;
      expect(await stateOf(storeId)).toEqual(['accepted']);
      expect(await attemptsOf(storeId)).toMatchObject([
        { outcome: 'outcome_unknown' },
        { outcome: 'accepted' },
      ]);
      expect(world.events).toContainEqual(
        expect.objectContaining({ event: 'submission', outcome: 'rejected', state: 'taken over' }),
      );
    });
  });
});
