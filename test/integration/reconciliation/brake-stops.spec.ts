import { noteFetches } from '#accounts/accounts/known-fetches.store.js';
import { aRecording } from '../../factories/observations.js';
import { newId } from '../../support/open-ledger.js';
import { type BrakeWorld, brakeWorld, newIds } from './brake-world.js';
import { approveRepair, beginRepair, endInVain, waitingRepair } from './repair-rows.js';

const PLACEMENT = { vendorStoreId: 'SH-01', numbers: [], origin: {} };
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('an account is stopped', () => {
  let world: BrakeWorld;
  let account: string;
  beforeEach(async () => {
    world = await brakeWorld();
    account = await world.account();
  });
  afterEach(() => world.close());

  const hoursWere = (differing: number, days: number) =>
    world.database.rows({
      text: `INSERT INTO compared_hours (account_id, hour_start, compared, differing)
             SELECT $1, $2::timestamptz - n * interval '1 hour', 100, $3 FROM generate_series(3, $4::int * 24) n`,
      values: [account, world.now(), differing, days],
    });

  it('with the third of twenty orders that differ, each counted once and as it was last', async () => {
    const orders = newIds(20);
    await world.compared(account, orders.slice(0, 10), orders.slice(10, 13));
    await world.compared(account, [...orders.slice(13), ...orders.slice(0, 5)]);
    await world.compared(account, [orders[12]!]);
    await world.look();
    expect(await world.stops()).toEqual({});
    world.later(3 * MINUTE_MS);
    await world.look();
    await world.compared(account, [], [orders[12]!]);
    await world.look();
    expect(await world.stops()).toEqual({ [account]: 'many_differ' });
    expect(world.events).toEqual([
      expect.objectContaining({ event: 'brake', scope: account, reason: 'many_differ' }),
    ]);
  });

  it('not by nineteen, nor by what is an hour old', async () => {
    const orders = newIds(20);
    await world.compared(account, [], orders.slice(0, 19));
    await world.look();
    world.later(HOUR_MS);
    await world.compared(account, [], orders.slice(19));
    await world.look();
    expect(await world.stops()).toEqual({});
  });

  it('where three times as many differ as in its median hour', async () => {
    await hoursWere(10, 4);
    await world.compared(account, newIds(70), newIds(30));
    await world.look();
    expect(await world.stops()).toEqual({});
    await world.compared(account, [], newIds(1));
    await world.look();
    expect(await world.stops()).toEqual({ [account]: 'many_differ' });
  });

  it('by the tenth alone while three days are not known', async () => {
    await hoursWere(10, 2);
    await world.compared(account, newIds(89), newIds(11));
    await world.look();
    expect(await world.stops()).toEqual({ [account]: 'many_differ' });
  });

  it('at once where a repair is to begin, and what it shows is kept', async () => {
    await world.compared(account, newIds(17), newIds(3));
    const begun = await world.database.transaction((sql) => world.begin(account, sql));
    expect(begun).toMatchObject({ begun: false, why: 'many_differ' });
    expect(await world.stops()).toEqual({ [account]: 'many_differ' });
  });

  it('and once a person has started it, by what comes then alone', async () => {
    await world.compared(account, newIds(17), newIds(3));
    await world.look();
    for (let n = 0; n < 2; n += 1) await world.start(account);
    const told = world.events.filter(({ scope }) => scope === account).map(({ outcome }) => outcome);
    expect(told.filter((outcome) => outcome === 'started')).toHaveLength(1);
    await world.look();
    expect(await world.stops()).toEqual({});
    world.later(MINUTE_MS);
    await world.compared(account, newIds(17), newIds(3));
    await world.look();
    expect(await world.stops()).toEqual({ [account]: 'many_differ' });
  });

  it('by two repairs of one rule in a day that mended nothing', async () => {
    const inVain = async (rule: 'stuck' | 'unconfirmed', isAsked = false) => {
      await world.database.transaction(async (sql) => {
        const id = await waitingRepair(sql, { accountId: account, rule, at: world.now() });
        if (isAsked) await approveRepair(sql, id, world.now());
        await beginRepair(sql, id, world.now());
        await endInVain(sql, id, world.now());
      });
      await world.look();
    };
    await inVain('stuck');
    await inVain('unconfirmed');
    world.later(DAY_MS);
    await inVain('stuck');
    await inVain('stuck', true);
    expect(await world.stops()).toEqual({});
    await inVain('stuck');
    expect(await world.stops()).toEqual({ [account]: 'not_mended' });
  });

  it('and hours that are over are summed up once, as what is usual', async () => {
    const orders = newIds(30);
    await world.compared(account, orders, newIds(2));
    world.later(2 * MINUTE_MS);
    await world.compared(account, orders.slice(1), orders.slice(0, 1));
    for (const ms of [0, HOUR_MS, HOUR_MS, HOUR_MS]) {
      world.later(ms);
      await world.look();
    }
    const hours = await world.database.rows({
      text: 'SELECT hour_start, compared, differing FROM compared_hours WHERE account_id = $1',
      values: [account],
    });
    expect(hours).toEqual([{ hour_start: new Date('2026-03-12T02:00:00Z'), compared: 32, differing: 3 }]);
    expect(await world.database.rows({ text: 'SELECT FROM compared_minutes' })).toEqual([]);
  });

  describe('by its fetches', () => {
    const fetched = (vendorNo: string, failed: boolean) =>
      world.database.transaction((sql) =>
        noteFetches(sql, [{ accountId: account, vendorNo, failed }], world.now()),
      );
    const failMany = async (count: number, vendorNo = 'known') => {
      for (let at = 0; at < count; at++) await fetched(vendorNo, true);
    };
    beforeEach(async () => {
      await world.ledger.record([aRecording(account, { vendorNo: 'known' })]);
    });

    it('when five of the last ten failed', async () => {
      await failMany(4);
      for (let at = 0; at < 5; at++) await fetched('known', false);
      await world.look();
      expect(await world.stops()).toEqual({});
      await failMany(1);
      await world.look();
      expect(await world.stops()).toEqual({ [account]: 'fetches_fail' });
    });

    it('not by those that ten others have come after, nor by old ones', async () => {
      await failMany(4);
      for (let at = 0; at < 7; at++) await fetched('known', false);
      await failMany(3);
      await world.look();
      expect(await world.stops()).toEqual({});
      world.later(HOUR_MS);
      await failMany(2);
      await world.look();
      expect(await world.stops()).toEqual({});
    });

    it('not by orders that nobody knew', async () => {
      await failMany(9, 'unknown');
      await world.look();
      expect(await world.stops()).toEqual({});
    });
  });

  describe('by a listing without an order', () => {
    const listed = (fromMinutes: number, toMinutes: number) =>
      world.database.rows({
        text: `INSERT INTO coverage_streams (account_id, stream, starts_at, planned_to, empty_from, empty_to, empty_at)
               VALUES ($1, $2, $3, $3, $4, $5, $3)`,
        values: [
          ...[account, newId(), world.now()],
          ...[fromMinutes, toMinutes].map((minutes) => new Date(world.now().getTime() - minutes * MINUTE_MS)),
        ],
      });
    /** In the hour that goes on, so many weeks ago. */
    const placed = async (weeksAgo: number, count: number) => {
      const placedAt = new Date(world.now().getTime() - weeksAgo * 7 * DAY_MS);
      await world.ledger.record(
        Array.from({ length: count }, () =>
          aRecording(account, { vendorNo: newId(), placement: { ...PLACEMENT, placedAt } }),
        ),
      );
    };
    const tenAnHour = async () => {
      for (const [weeksAgo, count] of [
        [1, 30],
        [2, 20],
        [3, 20],
        [4, 0],
      ] as const)
        await placed(weeksAgo, count);
    };

    it('in which ten are usual', async () => {
      await tenAnHour();
      await listed(29, 1);
      await world.look();
      expect(await world.stops()).toEqual({});
      await world.database.rows({ text: 'DELETE FROM coverage_streams' });
      await listed(30.4, 0);
      await world.look();
      expect(await world.stops()).toEqual({ [account]: 'empty_window' });
    });

    it('not while one of its streams shows some', async () => {
      await tenAnHour();
      await listed(60, 0);
      await listed(5, 0);
      await world.look();
      expect(await world.stops()).toEqual({});
    });
  });
});
