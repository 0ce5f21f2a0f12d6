import type { Database } from '#database/database.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { recordingAccount } from '#ledger/recording.js';
import { anObservation } from '../../factories/observations.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, MINUTE, onceEach } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS } from './toy-vendor.js';

/** Every entry that is new is noted there, so that whoever records waits. */
const NO_ENTRIES = { text: 'LOCK TABLE entry_keys IN EXCLUSIVE MODE' };

describe('what was read and the database cannot take just now', () => {
  eachInItsWorld();
  let database: Database;
  let statements: (string | undefined)[];
  beforeEach(() => {
    statements = [];
    database = impatient(world.database, (name) => void statements.push(name));
  });
  afterEach(() => database.close());

  const lines = (outcome: string) => world.events.filter((event) => event.outcome === outcome);
  const recordings = () => statements.filter((name) => name === 'ledger_append_entries').length;

  it('is a page that is read again: its rows are not tried one by one, and no attempt is counted', async () => {
    const { id, vendor } = await world.addAccount();
    await worker.plan();
    for (let n = 0; n < 3; n += 1) vendor.put(`A-${String(n)}`, at(n));
    world.clock.pass(TOY_LIMITS.intervalMs);
    await worker.plan();
    const letGo = await holdLock(world.database, NO_ENTRIES);
    await world.worker('hub', { database }).read();
    await letGo();
    expect(recordings()).toBe(1);
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'open', attempts: 0, errorCode: null }]);
    expect(lines('later')).toMatchObject([
      {
        event: 'window',
        connector: 'toy-pages',
        ms: expect.any(Number),
        dueAt: new Date(world.clock.now().getTime() + 2_000),
      },
    ]);
    world.clock.pass(2_000);
    await worker.read();
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', attempts: 1 }]);
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });

  it('is a leg that is fetched again: no failure is counted, and the others are not tried one by one', async () => {
    const { id, vendor } = await world.addAccount(FETCHED_ALONE);
    const numbers = ['A-1', 'A-2', 'A-3'];
    for (const no of numbers) {
      vendor.put(no, world.clock.now());
      await record(id, { vendorNo: no, fulfilment: { state: 'created', raw: 'created', completedAt: null } });
    }
    await worker.takeChanges();
    world.clock.pass(MINUTE);
    const letGo = await holdLock(world.database, NO_ENTRIES);
    await world.worker('hub', { database }).refresh();
    await letGo();
    expect(recordings()).toBeLessThan(numbers.length);
    const dueAt = new Date(world.clock.now().getTime() + 2_000);
    const refreshes = await world.database.prisma.refresh.findMany({ where: { accountId: id } });
    expect(refreshes).toMatchObject(
      numbers.map(() => ({ failures: 0, errorCode: null, leaseHolder: null, dueAt })),
    );
    expect(lines('later')).toHaveLength(numbers.length);
    world.clock.pass(2_000);
    await worker.refresh();
    expect(lines('found')).toHaveLength(numbers.length);
  });

  async function record(accountId: string, said: Partial<OrderObservation>): Promise<void> {
    const active = world.accounts.all().find(({ account }) => account.id === accountId);
    const account = recordingAccount(active!);
    const observation = anObservation({ asOf: world.clock.now(), ...said });
    await world
      .ledgerOn(world.database)
      .record([{ account, observation, evidence: { body: Buffer.from('{}') } }]);
  }
});
