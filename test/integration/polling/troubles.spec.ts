import { ConnectorError, type ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { recordingAccount } from '#ledger/recording.js';
import { PollingTroublesQuery } from '#polling/polling-troubles.query.js';
import { anObservation } from '../../factories/observations.js';
import { pagesRead } from '../../support/pages-read.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, HOUR, MINUTE } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;
const HISTORY = 20_000;

describe('what polling tries in vain', () => {
  eachInItsWorld();

  const troublesOf = (...ids: readonly string[]) => new PollingTroublesQuery(world.database).ofAccounts(ids);
  const answering = (code: ConnectorErrorCode, message: string) => () => {
    throw new ConnectorError(code, message);
  };

  describe('of windows', () => {
    /** An account whose streams begin now. */
    async function anAccount() {
      const made = await world.addAccount();
      await worker.plan();
      return made;
    }

    async function nextWindow(): Promise<void> {
      world.clock.pass(intervalMs);
      await worker.planAndRead();
    }

    it('is told of their account, until they are read', async () => {
      const [broken, sound] = [await anAccount(), await anAccount()];
      broken.vendor.onPage = answering('auth_failed', 'no such key');
      await nextWindow();
      const [window] = await world.windowsOf(broken.id);
      const trouble = { accountId: broken.id, what: 'windows', code: 'auth_failed', message: 'no such key' };
      expect(await troublesOf(sound.id, broken.id)).toEqual([
        { ...trouble, count: 1, oldestAt: window!.from },
      ]);
      expect(await troublesOf(sound.id)).toEqual([]);
      broken.vendor.onPage = () => undefined;
      world.clock.pass(HOUR);
      await worker.read();
      expect(await troublesOf(sound.id, broken.id)).toEqual([]);
    });

    it('is told whatever their code, once a code, in the newest one’s words', async () => {
      const { id, vendor } = await anAccount();
      for (const [code, message] of [
        ['rejected', 'the first'],
        ['unsupported', 'another'],
        ['rejected', 'the last'],
      ] as const) {
        vendor.onPage = answering(code, message);
        await nextWindow();
      }
      const [first, second] = await world.windowsOf(id);
      expect(await troublesOf(id)).toMatchObject([
        { code: 'rejected', message: 'the last', count: 2, oldestAt: first!.from },
        { code: 'unsupported', message: 'another', count: 1, oldestAt: second!.from },
      ]);
    });

    it('is nothing where the account has the stream no more, though it stays a gap', async () => {
      const { id } = await world.addAccount({ streams: 'bound' });
      await world.bind(id, 'N1');
      await worker.plan();
      world.clock.pass(intervalMs);
      await worker.plan();
      await world.unbind(id, 'N1');
      await worker.read();
      expect(await troublesOf(id)).toEqual([]);
      const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
      expect(stream?.gaps).toMatchObject([{ state: 'failed', errorCode: 'stream_gone' }]);
    });
  });

  describe('of refreshes', () => {
    /** An account with orders that are to be fetched again in a minute. */
    async function anAccount(...numbers: readonly string[]) {
      const made = await world.addAccount(FETCHED_ALONE);
      const [active] = world.accounts.all().filter(({ account }) => account.id === made.id);
      const fulfilment = { state: 'created', raw: 'created', completedAt: null } as const;
      for (const vendorNo of numbers) {
        made.vendor.put(vendorNo, world.clock.now());
        const observation = anObservation({ vendorNo, asOf: world.clock.now(), fulfilment });
        const recording = { account: recordingAccount(active!), observation };
        await world
          .ledgerOn(world.database)
          .record([{ ...recording, evidence: { body: Buffer.from('{}') } }]);
      }
      await worker.takeChanges();
      return made;
    }

    it('is told of their account from the second failure on, until they are fetched', async () => {
      const { id, vendor } = await anAccount('A-1', 'A-2');
      vendor.onFetch = answering('unavailable', 'nobody at home');
      world.clock.pass(MINUTE);
      await worker.refresh();
      expect(await troublesOf(id)).toEqual([]);
      world.clock.pass(4 * MINUTE);
      await worker.refresh();
      expect(await troublesOf(id)).toEqual([
        {
          ...{ accountId: id, what: 'refreshes', code: 'unavailable', message: 'nobody at home' },
          ...{ count: 2, oldestAt: at(0) },
        },
      ]);
      vendor.onFetch = () => undefined;
      world.clock.pass(HOUR);
      await worker.refresh();
      expect(await troublesOf(id)).toEqual([]);
    });

    it('is nothing where only an order is to blame', async () => {
      const { id, vendor } = await anAccount('A-1', 'A-2', 'A-3');
      vendor.remove('A-1');
      vendor.onFetch = ({ vendorNo }) => {
        if (vendorNo === 'A-2') throw new ConnectorError('rejected', 'not this one');
        if (vendorNo === 'A-3') throw new TypeError('a mistake of ours');
      };
      for (const pause of [MINUTE, 4 * MINUTE]) {
        world.clock.pass(pause);
        await worker.refresh();
      }
      const rows = await world.database.prisma.refresh.findMany({ where: { accountId: id } });
      expect(rows.map(({ errorCode }) => errorCode).sort()).toEqual(['internal', 'not_found', 'rejected']);
      expect(await troublesOf(id)).toEqual([]);
    });
  });

  it('is found by one statement that does not read what is closed', async () => {
    const ids = [(await world.addAccount()).id, (await world.addAccount()).id];
    await world.database.rows({
      text: `INSERT INTO windows (id, account_id, stream, from_at, to_at, state, error_code, due_at, created_at)
             SELECT md5('old ' || n)::uuid, ($1::uuid[])[n % 2 + 1], 'all', now(), now(),
               CASE WHEN n > 10 THEN 'closed' ELSE 'failed' END, CASE WHEN n <= 10 THEN 'unavailable' END, now(), now()
             FROM generate_series(1, $2::int) AS n`,
      values: [ids, HISTORY],
    });
    for (const accounts of [ids, ids.slice(1)]) {
      const pages = await pagesRead(world.database, (sql) =>
        new PollingTroublesQuery(sql).ofAccounts(accounts),
      );
      expect(pages).toHaveLength(1);
      expect(pages[0]).toBeLessThan(40);
    }
    expect((await troublesOf(...ids)).map(({ count }) => count)).toEqual([5, 5]);
  });
});
