import { ConnectorError, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { FAILED_DISPATCHES } from '#dispatch/claimed/failed-dispatches.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { claimDue, overdueCommand } from '#dispatch/claimed/claim.store.js';
import { DispatchTroublesQuery } from '#dispatch/operator/dispatch-troubles.query.js';
import { OverdueDispatchesQuery } from '#dispatch/operator/overdue-dispatches.query.js';
import { pagesRead } from '../../support/pages-read.js';
import { spentUntil } from '../../support/shared-quotas.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing, lost } from './toy-till.js';

const HISTORY = 20_000;

describe('what dispatch tries in vain', () => {
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

  const troublesOf = (...ids: readonly string[]) =>
    new DispatchTroublesQuery(world.database, world.clock).ofAccounts(ids);

  it('is told of the till’s account, until the orders are placed', async () => {
    world.till.placeAnswer = failing('auth_failed', 'wrong key');
    await world.tell();
    await hub.plan();
    const { createdAt } = await world.only('place');
    expect(await troublesOf(world.tillId)).toEqual([]);
    await hub.work();
    world.clock.pass(SECOND);
    world.till.placeAnswer = failing('auth_failed', 'still wrong');
    await world.tell();
    await hub.work();
    expect(await troublesOf(world.shopId, world.tillId)).toEqual([
      {
        ...{ accountId: world.tillId, what: 'dispatches', code: 'auth_failed', message: 'still wrong' },
        ...{ count: 2, oldestAt: createdAt },
      },
    ]);
    world.till.placeAnswer = undefined;
    world.clock.pass(20 * MINUTE);
    await hub.work();
    expect(await world.list({ state: 'done' })).toHaveLength(2);
    expect(await troublesOf(world.tillId)).toEqual([]);
  });

  it('is placed at once when the till is found to work again, and looked for no earlier than it may be', async () => {
    world.till.placeAnswer = failing('unavailable', 'down');
    await world.tell();
    await hub.work();
    await hub.work();
    expect((await world.only('place')).state).toBe('waiting');
    const dueNow = () => {
      const which = { accountIds: [world.tillId], codes: OUTAGE_CODES, now: world.clock.now() };
      return makeDue(world.database, FAILED_DISPATCHES, which);
    };
    expect(await dueNow()).toBe(true);
    world.till.placeAnswer = lost;
    await hub.work();
    expect((await world.only('place')).state).toBe('unknown');
    expect(await dueNow()).toBe(false);
    await world.database.rows({
      text: `UPDATE dispatches SET error_code = 'unavailable' WHERE account_id = $1`,
      values: [world.tillId],
    });
    expect(await dueNow()).toBe(false);
  });

  it('are no tries while nothing is sent to a till that rests', async () => {
    const rests = new ConnectorError('unavailable', 'not called', {
      notSent: 'resting',
      retryAfterMs: SECOND,
    });
    world.till.placeAnswer = () => Promise.reject(rests);
    await world.tell();
    for (let times = 0; times < 20; times += 1) {
      await hub.work();
      world.clock.pass(2 * SECOND);
    }
    world.till.placeAnswer = undefined;
    await hub.work();
    expect((await world.only('place')).state).toBe('done');
  });

  it('is an order, too, whose outcome nobody knows', async () => {
    world.till.placeAnswer = lost;
    await world.tell();
    await hub.work();
    expect(await troublesOf(world.tillId)).toMatchObject([{ code: 'outcome_unknown', count: 1 }]);
  });

  it.each([
    ['a fault of ours', () => Promise.reject(new TypeError('undefined is not a function'))],
    ['an answer about this order alone', failing('duplicate', 'which one?')],
    ['a hub that ended in the middle', () => Promise.reject(new TypeError('gone'))],
  ])('is one that nobody knows of for five minutes, whoever is to blame: %s', async (name, answer) => {
    world.till.placeAnswer = answer;
    await world.tell();
    await hub.work();
    const { id } = await world.only('place');
    const begun = world.clock.now();
    const ended = name.startsWith('a hub') ? ', error_code = NULL, error_message = NULL' : '';
    await world.database.rows({
      text: `UPDATE dispatches SET state = 'unknown', settled_at = NULL, failures = 0, write_before = $2${ended}
             WHERE id = $1`,
      values: [id, begun],
    });
    world.clock.pass(5 * MINUTE - SECOND);
    expect(await troublesOf(world.tillId)).toEqual([]);
    world.clock.pass(SECOND);
    expect(await troublesOf(world.tillId)).toMatchObject([
      { what: 'dispatches', code: 'outcome_unknown', count: 1, message: expect.stringMatching(/\S/) },
    ]);
    expect(await troublesOf(world.shopId)).toEqual([]);
  });

  it('is nothing where only an order is to blame, or where it has ended', async () => {
    world.till.placeAnswer = failing('rejected', 'not this one');
    await world.tell();
    await hub.work();
    expect(await world.list({ state: 'failed' })).toHaveLength(1);
    expect(await troublesOf(world.tillId)).toEqual([]);
  });

  it('is not what was not tried: an order that waits for calls', async () => {
    const retryAt = new Date(world.clock.now().getTime() + MINUTE);
    await world.tell();
    await world.hub('poor', { quota: spentUntil(retryAt) }).work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: 'quota_exhausted' });
    expect(await troublesOf(world.tillId)).toEqual([]);
  });

  it('is placed at once when a call is granted sooner than was known: an order that waits for calls', async () => {
    const retryAt = new Date(world.clock.now().getTime() + 20 * MINUTE);
    await world.tell();
    await world.hub('poor', { quota: spentUntil(retryAt) }).work();
    const dueNow = () => {
      const which = { accountIds: [world.tillId], codes: ['quota_exhausted'], now: world.clock.now() };
      return makeDue(world.database, FAILED_DISPATCHES, which);
    };
    await hub.work();
    expect((await world.only('place')).state).toBe('waiting');
    expect(await dueNow()).toBe(true);
    await hub.work();
    expect((await world.only('place')).state).toBe('done');
    expect(await dueNow()).toBe(false);
  });

  it('is found by one statement that does not read what is done', async () => {
    await grow(world, HISTORY);
    const ids = [world.shopId, world.tillId];
    const pages = await pagesRead(world.database, (sql) =>
      new DispatchTroublesQuery(sql, world.clock).ofAccounts(ids),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]).toBeLessThan(40);
    expect(await troublesOf(...ids)).toMatchObject([{ code: 'unavailable', count: 10 }]);
    const now = world.clock.now();
    const looked = await pagesRead(world.database, (sql) => overdueCommand(sql, now, now));
    expect(looked).toHaveLength(1);
    expect(looked[0]).toBeLessThan(40);
  });

  describe('what is overdue', () => {
    const overdue = async () => (await new OverdueDispatchesQuery(world.database, world.clock).read())?.since;
    const dueSince = async () => {
      await world.tell();
      await hub.plan();
      return world.clock.now();
    };

    it('is a command that nobody has begun for two minutes, and no other', async () => {
      const since = await dueSince();
      world.clock.pass(2 * MINUTE - SECOND);
      expect(await overdue()).toBeUndefined();
      world.clock.pass(SECOND);
      expect(await overdue()).toEqual(since);
      await hub.send();
      expect(await overdue()).toBeUndefined();
    });

    it('is none while any command is under way, until its lease has run out', async () => {
      const since = await dueSince();
      await dueSince();
      world.clock.pass(3 * MINUTE);
      const now = world.clock.now();
      const until = new Date(now.getTime() + MINUTE);
      await claimDue(world.database, [{ accountId: world.tillId, most: 1 }], { holder: 'x', until }, now);
      expect(await overdue()).toBeUndefined();
      world.clock.pass(4 * MINUTE);
      expect((await overdue())?.getTime()).toBeGreaterThanOrEqual(since.getTime());
    });

    it('is none that must wait: of a paused account, or of one that has no calls left', async () => {
      await dueSince();
      world.clock.pass(3 * MINUTE);
      const retryAt = new Date(world.clock.now().getTime() + MINUTE);
      await world.hub('poor', { quota: spentUntil(retryAt) }).send();
      expect(await overdue()).toBeUndefined();
      world.clock.pass(5 * MINUTE);
      expect(await overdue()).toEqual(retryAt);
      await world.database.prisma.account.update({ where: { id: world.tillId }, data: { paused: true } });
      expect(await overdue()).toBeUndefined();
    });
  });
});

const OLD = `md5('old ' || n)::uuid`;

/** So many commands, of which ten are tried in vain. With statistics in between: foreign keys are checked by plans. */
async function grow({ database, shopId, tillId }: DispatchWorld, count: number): Promise<void> {
  const insert = async (text: string, ...values: readonly string[]) => {
    await database.rows({
      text: `INSERT INTO ${text} FROM generate_series(1, $1::int) AS n`,
      values: [count, ...values],
    });
    await database.rows({ text: 'ANALYZE orders, legs, dispatches' });
  };
  await insert(`orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
    SELECT ${OLD}, 'paid', 'paid', 'created', 'none', now(), now()`);
  await insert(
    `legs (id, order_id, account_id, connector, vendor_no, own_store_ids, state, confirmed_at, created_at, updated_at)
     SELECT ${OLD}, ${OLD}, $2, 'toy-shop', 'old ' || n, false, '{}', now(), now(), now()`,
    shopId,
  );
  await insert(
    `dispatches (id, account_id, kind, leg_id, cause, state, failures, error_code, due_at, created_at, updated_at)
     SELECT ${OLD}, $2, 'place', ${OLD}, 'rule', CASE WHEN n > 10 THEN 'done' ELSE 'waiting' END, 1, 'unavailable',
       now(), now(), now()`,
    tillId,
  );
}
