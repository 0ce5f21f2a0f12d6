import { ConnectorError, type ConnectorErrorCode, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { FAILED_DELIVERIES } from '#intake/failed-deliveries.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { claimDeliveries, overdueDelivery } from '#intake/claim.store.js';
import { IntakeService } from '#intake/intake.service.js';
import { OverdueDeliveriesQuery } from '#intake/overdue-deliveries.query.js';
import { Instance } from '#jobs/instance.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { anObservation } from '../../factories/observations.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { pagesRead } from '../../support/pages-read.js';
import {
  found,
  ToyAccounts,
  toyAccount,
  toyDocuments,
  type ToyFetch,
  toyHints,
} from '../../support/toy-connectors.js';

const silent = () => undefined;
const forever = new AbortController().signal;
const HISTORY = 20_000;

describe('what intake works off in vain', () => {
  let open: OpenLedger;
  let accounts: ToyAccounts;
  let deliveries: DeliveryQuery;
  let answer: ToyFetch;
  const hints = toyHints((reference, accountId) => answer(reference, accountId));

  beforeEach(async () => {
    open = await openLedger();
    accounts = new ToyAccounts();
    deliveries = new DeliveryQuery(open.database);
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
  });
  afterEach(() => open.close());

  const newAccount = async (connector = hints) =>
    accounts.add(toyAccount(await addAccount(open.database, connector.id), connector));
  type Account = Awaited<ReturnType<typeof newAccount>>;

  async function post(active: Account, order: string, receivedAt = new Date()): Promise<Date> {
    const intake = new IntakeService(open.database, open.clock, new Instance('api'), silent);
    const rawBody = Buffer.from(JSON.stringify({ orders: [order] }));
    await intake.acknowledge(active, { rawBody, headers: { signed: 'yes' }, receivedAt });
    return receivedAt;
  }

  const drain = () =>
    new FetchDrain({ ...open, accounts, instance: new Instance('worker'), log: silent }, [hints.id]).drain(
      forever,
    );
  const makeAllDue = () => open.database.rows({ text: 'UPDATE deliveries SET due_at = clock_timestamp()' });
  const troublesOf = (...active: readonly Account[]) =>
    new DeliveryTroublesQuery(open.database).ofAccounts(active.map(({ account }) => account.id));
  const refusing =
    (code: ConnectorErrorCode): ToyFetch =>
    ({ vendorNo }) =>
      Promise.reject(new ConnectorError(code, `not ${vendorNo}`));

  it('is fetched at once when the account is found to work again', async () => {
    const active = await newAccount();
    answer = refusing('unavailable');
    await post(active, 'A-1');
    for (let times = 0; times < 6; times += 1) {
      await drain();
      await makeAllDue();
    }
    await drain();
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    const codes = OUTAGE_CODES;
    const dueNow = () =>
      makeDue(open.database, FAILED_DELIVERIES, {
        accountIds: [active.account.id],
        codes,
        now: open.clock.now(),
      });
    expect(await dueNow()).toBe(true);
    await drain();
    expect(await deliveries.list({ state: 'done', limit: 5 })).toHaveLength(1);
    expect(await dueNow()).toBe(false);
  });

  it('is no try while nothing is sent', async () => {
    const active = await newAccount();
    const rests = new ConnectorError('unavailable', 'not called', {
      notSent: 'resting',
      retryAfterMs: 10_000,
    });
    answer = () => Promise.reject(rests);
    await post(active, 'A-1');
    await drain();
    const [delivery] = await deliveries.list({ limit: 5 });
    expect(delivery).toMatchObject({ state: 'pending', attempts: 0, errorCode: null });
  });

  it('is told of the account, until the orders are fetched', async () => {
    const [broken, sound] = [await newAccount(), await newAccount()];
    answer = (reference, accountId) =>
      accountId === broken.account.id
        ? refusing('auth_failed')(reference, accountId)
        : Promise.resolve(found(reference.vendorNo));
    const oldestAt = await post(broken, 'A-1', new Date(Date.now() - 5_000));
    await post(broken, 'A-2');
    await post(sound, 'B-1');
    expect(await troublesOf(broken, sound)).toEqual([]);
    await drain();
    const trouble = { accountId: broken.account.id, what: 'deliveries', code: 'auth_failed' };
    expect(await troublesOf(broken, sound)).toEqual([{ ...trouble, message: 'not A-2', count: 2, oldestAt }]);
    expect(await troublesOf(sound)).toEqual([]);
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    await makeAllDue();
    await drain();
    expect(await deliveries.list({ state: 'done', limit: 5 })).toHaveLength(3);
    expect(await troublesOf(broken, sound)).toEqual([]);
  });

  it('is told of a vendor whose answer holds a number that no column holds', async () => {
    const active = await newAccount();
    const lines = anObservation().lines?.map((line) => ({ ...line, quantity: 'a handful' })) ?? [];
    const observation = anObservation({ vendorNo: 'A-1', lines });
    answer = () => Promise.resolve({ found: true, observation, rawBody: Buffer.from('{}') });
    await post(active, 'A-1');
    await drain();
    expect(await troublesOf(active)).toMatchObject([
      {
        what: 'deliveries',
        code: 'invalid_response',
        message: expect.stringContaining('none that can be kept'),
      },
    ]);
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    await makeAllDue();
    await drain();
    expect(await troublesOf(active)).toEqual([]);
  });

  it('is nothing where only an order is to blame, or where it has ended', async () => {
    const active = await newAccount();
    const answers: Record<string, ToyFetch> = {
      unknown: () => Promise.resolve({ found: false, message: 'no such order' }),
      ours: () => Promise.reject(new TypeError('a mistake of ours')),
      refused: refusing('rejected'),
    };
    answer = (reference, accountId) => answers[reference.vendorNo]!(reference, accountId);
    for (const order of Object.keys(answers)) await post(active, order);
    await drain();
    const codes = (await deliveries.list({ limit: 5 })).map(({ errorCode }) => errorCode);
    expect(codes.sort()).toEqual(['internal', 'not_found', 'rejected']);
    expect(await troublesOf(active)).toEqual([]);
  });

  it('is found by one statement that does not read what is settled', async () => {
    const active = await newAccount();
    await open.database.rows({
      text: `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references,
               state, attempts, error_code, due_at)
             SELECT md5('old ' || n)::uuid, now(), $1, 'toy-hints', '', 1, '[]',
               CASE WHEN n > 10 THEN 'done' ELSE 'pending' END, 1, 'unavailable', now()
             FROM generate_series(1, $2::int) AS n`,
      values: [active.account.id, HISTORY],
    });
    const ids = [active.account.id];
    const pages = await pagesRead(open.database, (sql) => new DeliveryTroublesQuery(sql).ofAccounts(ids));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toBeLessThan(60);
    expect(await troublesOf(active)).toMatchObject([{ code: 'unavailable', message: '', count: 10 }]);
    const look = { documents: [], hints: [hints.id], paused: [], dueBefore: new Date() };
    const looked = await pagesRead(open.database, (sql) => overdueDelivery(sql, look));
    expect(looked).toHaveLength(1);
    expect(looked[0]).toBeLessThan(40);
  });

  describe('what is overdue', () => {
    const longAgo = () => new Date(Date.now() - 121_000);
    const connectors = { documents: [toyDocuments.id], hints: [hints.id] };
    const overdue = async () => {
      const query = new OverdueDeliveriesQuery(open.database, open.clock, accounts, connectors);
      return (await query.read())?.since;
    };
    const claimOne = (connector: string) =>
      claimDeliveries(open.database, {
        lease: { holder: 'x', until: new Date(Date.now() + 60_000) },
        connectors: [connector],
        except: [],
        limit: 1,
      });

    it('is a delivery that nobody has begun for two minutes, and no other', async () => {
      const active = await newAccount();
      await post(active, 'young', new Date(Date.now() - 60_000));
      expect(await overdue()).toBeUndefined();
      const since = await post(active, 'old', longAgo());
      await post(active, 'old too', new Date(Date.now() - 120_500));
      expect(await overdue()).toEqual(since);
      await drain();
      expect(await overdue()).toBeUndefined();
    });

    it('is none while any of its kind is under way, until the leases have run out', async () => {
      const active = await newAccount();
      for (const order of ['A-1', 'A-2']) await post(active, order, longAgo());
      const since = await post(await newAccount(toyDocuments), 'B-1', longAgo());
      await claimOne(hints.id);
      expect(await overdue()).toEqual(since);
      await claimOne(toyDocuments.id);
      expect(await overdue()).toBeUndefined();
      await open.database.rows({ text: `UPDATE deliveries SET lease_until = now() - INTERVAL '1 second'` });
      expect(await overdue()).toBeDefined();
    });

    it('is none that must wait: of a paused account, unless it carries its order, or of no connector', async () => {
      const [active, documents] = [await newAccount(), await newAccount(toyDocuments)];
      accounts.paused.push(active.account.id, documents.account.id);
      await post(active, 'A-1', longAgo());
      await open.database.rows({
        text: `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references,
                 state, attempts, due_at)
               VALUES (gen_random_uuid(), now(), $1, 'gone', '', 1, '[]', 'pending', 0, now() - INTERVAL '1 hour')`,
        values: [active.account.id],
      });
      expect(await overdue()).toBeUndefined();
      const since = await post(documents, 'B-1', longAgo());
      expect(await overdue()).toEqual(since);
    });
  });
});
