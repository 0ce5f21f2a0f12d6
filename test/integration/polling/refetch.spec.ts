import { ConnectorError } from '#connectors-core/connector-error.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { recordingAccount } from '#ledger/recording.js';
import { FAILED_ASKED_FETCHES } from '#polling/refresh/asked-fetches.store.js';
import { anObservation } from '../../factories/observations.js';
import { toyHints } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { DAY, HOUR, MINUTE } from './polling-world.js';
import type { ToyLimits } from './toy-vendor.js';

describe('a leg that somebody asks for', () => {
  eachInItsWorld();

  /** Orders that are at their end: no refresh would ask for them. */
  async function ended(count = 1, limits: Partial<ToyLimits> = {}) {
    const { id, vendor } = await world.addAccount(limits);
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    const nos = Array.from({ length: count }, (_, index) => `A-${String(index + 1)}`);
    const orders = nos.map((no) =>
      Object.assign(vendor.put(no, world.clock.now()), { fulfilment: 'completed' }),
    );
    const recorded = await world.ledgerOn(world.database).record(
      nos.map((vendorNo) => ({
        account: recordingAccount(active!),
        observation: anObservation({ vendorNo, asOf: world.clock.now(), fulfilment: COMPLETED }),
        evidence: { body: Buffer.from('{}') },
      })),
    );
    await worker.takeChanges();
    world.clock.pass(MINUTE);
    return { id, vendor, orders, legIds: recorded.map(({ legId }) => legId) };
  }
  const COMPLETED = { state: 'completed', raw: 'completed', completedAt: null } as const;

  const ask = async (legIds: readonly string[]) => {
    const { askedAt, asked } = await world.database.transaction((sql) => worker.refetch.ask(sql, legIds));
    return { askedAt, asked, of: async (legId: string) => (await standing(legIds, askedAt)).get(legId) };
  };
  const standing = (legIds: readonly string[], askedAt: Date) =>
    worker.refetch.standing(
      world.database,
      legIds.map((legId) => ({ legId, askedAt })),
    );
  const fetch = () => worker.asked.drain(worker.stopping.signal);
  const rows = (accountId: string) => world.database.prisma.askedFetch.findMany({ where: { accountId } });

  it('is fetched once, though it is at its end, and what its vendor says is recorded', async () => {
    const { id, vendor, legIds } = await ended(3);
    const asked = await ask(legIds);
    expect(asked.asked.toSorted()).toEqual(legIds.toSorted());
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'waiting', code: null });
    await Promise.all([fetch(), world.worker('other').asked.drain(worker.stopping.signal)]);
    expect(vendor.fetched.map(({ vendorNo }) => vendorNo).toSorted()).toEqual(['A-1', 'A-2', 'A-3']);
    for (const legId of legIds)
      expect(await asked.of(legId)).toEqual({ is: 'confirmed', confirmedAt: asked.askedAt });
    expect(await rows(id)).toEqual([]);
  });

  it('is not fetched where its vendor has said how it stands meanwhile', async () => {
    const { vendor, legIds } = await ended();
    const asked = await ask(legIds);
    world.clock.pass(1);
    const [account] = world.accounts.all();
    await world.ledgerOn(world.database).record([
      {
        account: recordingAccount(account!),
        observation: anObservation({ vendorNo: 'A-1', asOf: world.clock.now(), fulfilment: COMPLETED }),
        evidence: { body: Buffer.from('{}') },
      },
    ]);
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
    await fetch();
    expect(vendor.fetched).toEqual([]);
  });

  it('asked for by two is fetched once; once more while it is under way, and it is fetched again', async () => {
    const { vendor, legIds } = await ended();
    await ask(legIds);
    await ask(legIds);
    let again: Awaited<ReturnType<typeof ask>> | undefined;
    const ledger = world.ledgerOn(world.database);
    const slow = world.worker('slow', {
      ledger: {
        recordOn: async (sql, recordings) => {
          world.clock.pass(1);
          again ??= await ask(legIds);
          return ledger.recordOn(sql, recordings);
        },
      },
    });
    await slow.asked.drain(worker.stopping.signal);
    expect(vendor.fetched).toHaveLength(2);
    expect(await again!.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
  });

  it('is never asked for by a hub whose clock has not come to the last asking', async () => {
    const { vendor, legIds } = await ended();
    await ask(legIds);
    world.clock.pass(50);
    const later = await ask(legIds);
    world.clock.pass(-30);
    await fetch();
    expect(await later.of(legIds[0]!)).toMatchObject({ is: 'waiting' });
    world.clock.pass(30);
    await fetch();
    expect(await later.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
    expect(vendor.fetched).toHaveLength(1);
  });

  it('while a hub fetches it, whose clock is behind, is fetched again once that has come to the asking', async () => {
    const { vendor, legIds } = await ended();
    await ask(legIds);
    let again: Awaited<ReturnType<typeof ask>> | undefined;
    const ledger = world.ledgerOn(world.database);
    const behind = world.worker('behind', {
      ledger: {
        recordOn: async (sql, recordings) => {
          if (again === undefined) {
            world.clock.pass(50);
            again = await ask(legIds);
            world.clock.pass(-30);
          }
          return ledger.recordOn(sql, recordings);
        },
      },
    });
    await behind.asked.drain(worker.stopping.signal);
    expect(vendor.fetched).toHaveLength(1);
    world.clock.pass(30);
    await fetch();
    expect(vendor.fetched).toHaveLength(2);
    expect(await again!.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
  });

  it('is not asked for before that either where its account works again', async () => {
    const { id, vendor, legIds } = await ended();
    await ask(legIds);
    vendor.onFetch = () => {
      throw new ConnectorError('unavailable', 'away');
    };
    await fetch();
    vendor.onFetch = () => undefined;
    world.clock.pass(50);
    const later = await ask(legIds);
    world.clock.pass(-30);
    const healed = { accountIds: [id], codes: ['unavailable'], now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_ASKED_FETCHES, healed)).toBe(true);
    await fetch();
    expect(await later.of(legIds[0]!)).toMatchObject({ is: 'waiting' });
    world.clock.pass(30);
    await fetch();
    expect(await later.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
    expect(vendor.fetched).toHaveLength(2);
  });

  it('waits for a call of the share, says so, and goes on when there is one', async () => {
    world.quota = world.realQuota();
    const { asked: drain, stopping } = world.worker('counting');
    const fetch = () => drain.drain(stopping.signal);
    world.clock.pass(12 * HOUR);
    const { vendor, legIds } = await ended(10, { counted: true, callsADay: 100 });
    const asked = await ask(legIds);
    await fetch();
    expect(vendor.fetched).toHaveLength(5);
    const left = [...(await standing(legIds, asked.askedAt)).values()].filter(({ is }) => is === 'waiting');
    expect(left).toHaveLength(5);
    for (const one of left)
      expect(one).toMatchObject({ code: 'no_calls', message: expect.stringMatching(/repairShare/) });
    world.clock.pass(12 * HOUR);
    await fetch();
    expect(vendor.fetched).toHaveLength(10);
  });

  it('that the vendor does not know has failed, and can be asked for again', async () => {
    const { vendor, legIds } = await ended();
    vendor.remove('A-1');
    const asked = await ask(legIds);
    await fetch();
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'failed', code: 'not_found' });
    vendor.put('A-1', world.clock.now());
    world.clock.pass(MINUTE);
    const again = await ask(legIds);
    await fetch();
    expect(await again.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
  });

  it.each([
    ['unavailable', 3],
    ['unsupported', 1],
  ] as const)('whose vendor answers %s is asked for %s times', async (code, times) => {
    const { vendor, legIds } = await ended();
    vendor.onFetch = () => {
      throw new ConnectorError(code, 'no');
    };
    const asked = await ask(legIds);
    for (let n = 0; n < 6; n += 1) {
      await fetch();
      world.clock.pass(HOUR);
    }
    expect(vendor.fetched).toHaveLength(times);
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'failed', code });
  });

  it('of a paused account waits until it is resumed', async () => {
    const { id, vendor, legIds } = await ended();
    world.pause(id, true);
    await world.database.prisma.account.update({ where: { id }, data: { paused: true } });
    const asked = await ask(legIds);
    await fetch();
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'waiting', code: 'paused' });
    world.pause(id, false);
    await fetch();
    expect(vendor.fetched).toHaveLength(1);
  });

  it('of a vendor that answers for no single order is not asked for', async () => {
    const { source: _source, ...connector } = toyHints(() => Promise.reject(new Error('nobody asks')));
    const id = await world.addAccountOf({ connector });
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    expect(active?.connector.source?.fetch).toBeUndefined();
    const observation = anObservation({ vendorNo: 'B', asOf: world.clock.now() });
    const said = { account: recordingAccount(active!), observation, evidence: { body: Buffer.from('{}') } };
    const [recorded] = await world.ledgerOn(world.database).record([said]);
    world.clock.pass(MINUTE);
    const asked = await ask([recorded!.legId]);
    expect(asked.asked).toEqual([]);
    expect(await asked.of(recorded!.legId)).toEqual({ is: 'not_fetchable' });
  });

  it('for which nobody could be asked for a day came to nothing, and is forgotten a day later', async () => {
    const { id, legIds } = await ended();
    world.pause(id, true);
    const asked = await ask(legIds);
    world.clock.pass(DAY + MINUTE);
    await fetch();
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'failed', code: 'no_calls' });
    world.clock.pass(DAY);
    await fetch();
    expect(await rows(id)).toEqual([]);
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'failed', code: 'not_asked' });
  });

  it('is taken over from a hub that died', async () => {
    const { vendor, legIds } = await ended();
    const asked = await ask(legIds);
    await world.database.rows({
      text: `UPDATE asked_fetches SET lease_holder = 'dead', lease_until = $1, due_at = $1`,
      values: [new Date(world.clock.now().getTime() + MINUTE)],
    });
    await fetch();
    expect(vendor.fetched).toEqual([]);
    world.clock.pass(2 * MINUTE);
    await fetch();
    expect(await asked.of(legIds[0]!)).toMatchObject({ is: 'confirmed' });
  });
});
