import { z } from 'zod';
import { streamCoverage } from '#admin-contract/window.js';
import { storeReading } from '#accounts/quota/quota-reading.store.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE } from './polling-world.js';
import type { ToyLimits } from './toy-vendor.js';

describe('what is told before it hurts', () => {
  eachInItsWorld();

  const eventsOf = (event: string) => world.events.filter((line) => line.event === event);
  const coverageOf = async (accountId: string) => (await world.coverage.list({ accountId, limit: 10 }))[0];

  describe('of a vendor’s clock', () => {
    it.each([
      ['behind', -5 * MINUTE - 1],
      ['ahead', 15 * MINUTE],
    ])('that is %s by more than five minutes: one line an account and hour', async (outcome, offsetMs) => {
      const { id } = await world.addAccount();
      const other = await world.addAccount();
      world.offsets.set(id, offsetMs);
      world.offsets.set(other.id, 5 * MINUTE);
      for (let passed = 0; passed < 2 * HOUR; passed += 10 * MINUTE) {
        worker.alarm.look();
        world.clock.pass(10 * MINUTE);
      }
      const line = {
        level: 'error',
        accountId: id,
        connector: 'toy-pages',
        outcome,
        ms: undefined,
        offsetMs,
      };
      expect(eventsOf('vendor_clock')).toEqual([
        { event: 'vendor_clock', ...line },
        { event: 'vendor_clock', ...line },
      ]);
    });

    it('and shown with what is covered, once it is known', async () => {
      const { id } = await world.addAccount();
      await worker.plan();
      expect(await coverageOf(id)).toMatchObject({ vendorClockOffsetMs: null });
      world.offsets.set(id, -90_000);
      const covered = await coverageOf(id);
      expect(covered).toMatchObject({ vendorClockOffsetMs: -90_000 });
      expect(z.encode(streamCoverage, { ...covered!, gaps: [] })).toMatchObject({
        vendorClockOffsetMs: -90_000,
        budget: null,
      });
    });

    it('is of no interest while nothing is known of it, or nothing is sent', async () => {
      await world.addAccount();
      const { id } = await world.addAccount();
      world.offsets.set(id, DAY);
      world.pause(id, true);
      worker.alarm.look();
      expect(world.events).toEqual([]);
    });
  });

  describe('of calls that will not suffice', () => {
    /** A window an hour needs 24 calls a day of each stream. */
    const COUNTED: Partial<ToyLimits> = {
      counted: true,
      callsADay: 24,
      intervalMs: HOUR,
      largestWindowMs: DAY,
    };
    const lookFor = async (ms: number, by = worker): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 10 * MINUTE) {
        await by.forecast.look();
        world.clock.pass(10 * MINUTE);
      }
    };

    it('warns once a period, and shows it', async () => {
      const enough = await world.addAccount(COUNTED);
      const { id } = await world.addAccount({ ...COUNTED, streams: ['a', 'b'] });
      await worker.plan();
      await lookFor(2 * DAY);
      const budget = { callsNeeded: 48, callsAllowed: 24 };
      const line = { event: 'budget', level: 'warn', connector: 'toy-pages', accountIds: [id], ...budget };
      expect(eventsOf('budget')).toMatchObject([
        { ...line, periodEnd: at(DAY) },
        { ...line, periodEnd: at(2 * DAY) },
      ]);
      const shown = await coverageOf(id);
      expect(shown?.budget).toEqual(budget);
      expect(z.encode(streamCoverage, { ...shown!, gaps: [] })).toMatchObject({ budget });
      expect((await coverageOf(enough.id))?.budget).toEqual({ callsNeeded: 24, callsAllowed: 24 });
    });

    it('counts bound stores and what is read once more', async () => {
      const { id } = await world.addAccount({ ...COUNTED, streams: 'bound', rereadAfterMs: [DAY] });
      await world.bind(id, 'N1');
      await worker.plan();
      // A reread every 2.4 hours.
      expect((await coverageOf(id))?.budget).toMatchObject({ callsNeeded: 24 + 10 });
      await world.bind(id, 'S2');
      expect((await coverageOf(id))?.budget).toMatchObject({ callsNeeded: 2 * (24 + 10) });
    });

    it('knows a limit that only the vendor has named, and says nothing while nobody knows one', async () => {
      const { id } = await world.addAccount({ ...COUNTED, callsADay: null, streams: ['a', 'b'] });
      await worker.plan();
      await lookFor(HOUR);
      expect((await coverageOf(id))?.budget).toBeNull();
      const key = { key: `toy-pages:${id}`, period: { start: at(-DAY), end: at(0) } };
      await storeReading(world.database, key, { limit: 40, used: 0, readAt: at(-HOUR), nextAt: at(0) });
      await lookFor(HOUR);
      expect((await coverageOf(id))?.budget).toEqual({ callsNeeded: 48, callsAllowed: 40 });
      expect(eventsOf('budget')).toHaveLength(1);
    });

    it('is one for all accounts of a caller, without those that are paused', async () => {
      const limits = { ...COUNTED, caller: 'one key' };
      const [first, second, third] = [
        await world.addAccount(limits),
        await world.addAccount(limits),
        await world.addAccount(limits),
      ];
      world.pause(third.id, true);
      await worker.plan();
      await lookFor(HOUR);
      expect(eventsOf('budget')).toMatchObject([{ accountIds: [first.id, second.id], callsNeeded: 48 }]);
      expect((await coverageOf(second.id))?.budget).toMatchObject({ callsNeeded: 48 });
      expect((await coverageOf(third.id))?.budget).toBeNull();
    });

    it('is not needed where calls are free, nor for an account that cannot be read', async () => {
      const { id } = await world.addAccount({ intervalMs: 1_000 });
      const { vendor } = await world.addAccount(COUNTED);
      const { quota } = vendor.connector;
      quota!.period = () => {
        throw new Error('the period is no period');
      };
      await worker.plan();
      await lookFor(HOUR);
      expect((await coverageOf(id))?.budget).toBeNull();
      expect(eventsOf('budget')).toEqual([]);
    });
  });
});
