import { OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { FAILED_SUBMISSIONS } from '#reporting/operator/failed-submissions.js';
import { overdueSubmission } from '#reporting/submit/claim.store.js';
import { OverdueSubmissionsQuery } from '#reporting/operator/overdue-submissions.query.js';
import { SubmissionTroublesQuery } from '#reporting/operator/submission-troubles.query.js';
import { pagesRead } from '../../support/pages-read.js';
import { ReportingWorld } from './reporting-world.js';
import { failing, takenButUnanswered } from './toy-sink.js';

const HISTORY = 20_000;

describe('what reporting submits in vain', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  const troublesOf = (...ids: readonly string[]) =>
    new SubmissionTroublesQuery(world.database).ofAccounts(ids);
  const statesOf = async (storeId: string) =>
    (await world.submissionsOf(storeId)).map(([, , , state]) => state);

  /** A shop whose hour of 01:00 waits to be sent. */
  async function waitingShop() {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    return shop;
  }

  it('is told of the account, until it is accepted', async () => {
    const [broken, sound] = [await waitingShop(), await waitingShop()];
    const oldestAt = world.clock.now();
    expect(await troublesOf(broken.accountId, sound.accountId)).toEqual([]);
    world.sink.next(broken.shopId, failing('unavailable', 'away'), failing('unavailable', 'still away'));
    for (const message of ['away', 'still away']) {
      await world.hub().submit();
      expect(await troublesOf(broken.accountId, sound.accountId)).toEqual([
        {
          ...{ accountId: broken.accountId, what: 'submissions', code: 'unavailable', message },
          ...{ count: 1, oldestAt },
        },
      ]);
      world.clock.pass(10);
    }
    expect(await troublesOf(sound.accountId)).toEqual([]);
    await world.hub().submit();
    expect(await statesOf(broken.storeId)).toEqual(['accepted']);
    expect(await troublesOf(broken.accountId)).toEqual([]);
  });

  it('is sent at once when the account is found to work again', async () => {
    const { accountId, storeId, shopId } = await waitingShop();
    world.sink.next(shopId, failing('unavailable', 'away'));
    await world.hub().submit();
    await world.hub().submit();
    expect(await statesOf(storeId)).toEqual(['waiting']);
    const which = { accountIds: [accountId], codes: OUTAGE_CODES, now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_SUBMISSIONS, which)).toBe(true);
    await world.hub().submit();
    expect(await statesOf(storeId)).toEqual(['accepted']);
    expect(await makeDue(world.database, FAILED_SUBMISSIONS, which)).toBe(false);
  });

  it('is an hour, too, of which nobody knows, unless a later revision has taken its place', async () => {
    const { accountId, storeId, shopId } = await waitingShop();
    world.sink.next(shopId, takenButUnanswered(world.sink));
    await world.hub().submit();
    expect(await troublesOf(accountId)).toMatchObject([{ code: 'outcome_unknown', count: 1 }]);
    await world.sell(storeId, { fen: 100n, at: '2026-03-05T01:30' });
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    expect(await statesOf(storeId)).toEqual(['unknown', 'waiting']);
    expect(await troublesOf(accountId)).toEqual([]);
  });

  it('names the store where its binding is to blame; its hours wait, and are sent once that is mended', async () => {
    const [{ accountId, storeId, shopId }, other] = [await waitingShop(), await waitingShop()];
    const wrong = failing('invalid_binding', `store ${shopId}: there is no such store`, {
      vendorCode: '206004',
    });
    world.sink.next(shopId, wrong, wrong);
    for (let tries = 1; tries <= 2; tries += 1) {
      await world.hub().submit();
      const [store] = await world.database.rows<{ code: string }>({
        text: 'SELECT code FROM stores WHERE id = $1',
        values: [storeId],
      });
      expect(await troublesOf(accountId, other.accountId)).toMatchObject([
        { accountId, what: 'submissions', code: 'invalid_binding', count: 1 },
      ]);
      expect((await troublesOf(accountId))[0]?.message).toBe(
        `${store!.code}: store ${shopId}: there is no such store`,
      );
      expect(await statesOf(storeId)).toEqual(['waiting']);
      expect(await statesOf(other.storeId)).toEqual(['accepted']);
      world.clock.pass(10);
    }
    await world.hub().submit();
    expect(await statesOf(storeId)).toEqual(['accepted']);
    expect(await troublesOf(accountId)).toEqual([]);
  });

  it('is nothing where only the hour is to blame: that has ended', async () => {
    const { accountId, storeId, shopId } = await waitingShop();
    world.sink.next(shopId, failing('rejected', 'not this one'));
    await world.hub().submit();
    expect(await statesOf(storeId)).toEqual(['failed']);
    expect(await troublesOf(accountId)).toEqual([]);
  });

  it('is found by one statement that does not read what is settled', async () => {
    const { accountId, storeId } = await waitingShop();
    const [revision] = await world.database.rows<{ id: string; derived_at: Date }>({
      text: 'SELECT id, derived_at FROM hourly_revisions WHERE store_id = $1',
      values: [storeId],
    });
    // Of one revision only one at a time is under way.
    await world.database.rows({
      text: `INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, payload,
               state, attempts, error_code, due_at, created_at, settled_at)
             SELECT md5('old ' || n)::uuid, $2, $1, $3, 1, $5, now(), false, '{}', 'unknown', 1, 'unavailable', now(), now(), now()
             FROM generate_series(1, $4::int) AS n`,
      values: [accountId, storeId, revision!.id, HISTORY, revision!.derived_at],
    });
    const ids = [accountId];
    const pages = await pagesRead(world.database, (sql) => new SubmissionTroublesQuery(sql).ofAccounts(ids));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toBeLessThan(40);
    expect(await troublesOf(accountId)).toEqual([]);
    const now = world.clock.now();
    const looked = await pagesRead(world.database, (sql) => overdueSubmission(sql, now, now));
    expect(looked).toHaveLength(1);
    expect(looked[0]).toBeLessThan(40);
  });

  describe('what is overdue', () => {
    const overdue = async () =>
      (await new OverdueSubmissionsQuery(world.database, world.clock).read())?.since;

    it('is a submission that nobody has begun for two minutes, and no other', async () => {
      const { storeId } = await waitingShop();
      const since = world.clock.now();
      world.clock.pass(1);
      expect(await overdue()).toBeUndefined();
      world.clock.pass(1);
      expect(await overdue()).toEqual(since);
      await world.hub().submit();
      expect(await statesOf(storeId)).toEqual(['accepted']);
      expect(await overdue()).toBeUndefined();
    });

    it('is none that must wait, and none while any is being sent', async () => {
      const [one, other] = [await waitingShop(), await waitingShop()];
      world.clock.pass(3);
      await world.hub().claiming.claim(one.accountId);
      expect(await overdue()).toBeUndefined();
      world.clock.pass(10);
      expect(await overdue()).toBeDefined();
      for (const { accountId } of [one, other]) await world.pause(accountId, true);
      expect(await overdue()).toBeUndefined();
      for (const { accountId } of [one, other]) await world.pause(accountId, false);
      await world.hub().submit();
      expect(await overdue()).toBeUndefined();
    });
  });
});
