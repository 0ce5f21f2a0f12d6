import type { Fetched } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { ContradictionResolveService } from '#intake/contradiction-resolve.service.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DocumentDrain } from '#intake/document-drain.js';
import type { LogEvent } from '#domain/log.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { ReplayService } from '#intake/replay.service.js';
import { Instance } from '#jobs/instance.js';
import { ContestedNumbers } from '#ledger/contested-numbers.js';
import { addAccount, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';
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

describe('drains', () => {
  let open: OpenLedger;
  let accounts: ToyAccounts;
  let deliveries: DeliveryQuery;
  let answer: ToyFetch;
  let events: LogEvent[];
  const log = (event: LogEvent): void => void events.push(event);
  const hints = toyHints((reference, accountId) => answer(reference, accountId));

  beforeEach(async () => {
    open = await openLedger();
    accounts = new ToyAccounts();
    events = [];
    deliveries = new DeliveryQuery(open.database);
    answer = (reference) => Promise.resolve(found(reference.vendorNo));
  });
  afterEach(() => open.close());

  const newAccount = async (connector = toyDocuments) =>
    accounts.add(toyAccount(await addAccount(open.database, connector.id), connector));

  const openedBy = async (vendorNo: string) =>
    (await open.database.prisma.leg.findFirstOrThrow({ where: { vendorNo } })).openedBy;

  const post = async (
    active: Awaited<ReturnType<typeof newAccount>>,
    body: object,
    receivedAt = new Date(),
  ) => {
    const intake = new IntakeService(open.database, open.clock, new Instance('api'), silent);
    await intake.acknowledge(active, {
      rawBody: Buffer.from(JSON.stringify(body)),
      headers: { signed: 'yes' },
      receivedAt,
    });
  };

  const parts = (instance: string) => ({
    ...open,
    accounts,
    instance: new Instance(instance),
    log,
  });
  const replays = () => {
    const instance = new Instance('api');
    const numbers = new ContestedNumbers(open.clock);
    const contradictions = new ContradictionResolveService(open.database, open.clock, instance, numbers);
    return new ReplayService(open.database, instance, contradictions);
  };
  const documentDrain = (instance = 'worker') => new DocumentDrain(parts(instance), [toyDocuments.id]);
  const fetchDrain = (instance = 'worker') => new FetchDrain(parts(instance), [hints.id]);

  const states = async () =>
    Object.fromEntries(
      (await deliveries.list({ limit: 200 })).map(({ references, state }) => [
        String(references[0]?.vendorNo),
        state,
      ]),
    );
  const entries = () => open.database.prisma.ledgerEntry.count();

  it('records what a delivery carries and settles it', async () => {
    await post(await newAccount(), { orders: ['A-1', 'A-2'] });
    await documentDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'done' });
    expect(await open.orders.list({ q: 'A-2', limit: 5 })).toHaveLength(1);
  });

  it('lets a poisoned delivery stop only itself, and shows why', async () => {
    const active = await newAccount();
    for (const order of ['A-1', 'A-2', 'A-3'])
      await post(active, { orders: [order], poison: order === 'A-2' });
    await documentDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'done', 'A-2': 'pending', 'A-3': 'done' });
    const [poisoned] = await deliveries.list({ state: 'pending', limit: 5 });
    expect(poisoned).toMatchObject({ attempts: 1, errorCode: 'invalid_response' });
    expect(poisoned?.errorMessage).toMatch(/none that can be kept/);
  });

  it('books once what several instances work off at the same time', async () => {
    const active = await newAccount();
    await Promise.all(Array.from({ length: 250 }, (_, n) => post(active, { orders: [`A-${String(n)}`] })));
    await Promise.all(['one', 'two', 'three'].map((name) => documentDrain(name).drain(forever)));
    expect(await entries()).toBe(250);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['done']));
  });

  it('takes over what a dead instance had claimed, once its lease is over', async () => {
    await post(await newAccount(), { orders: ['A-1'] });
    const claim = (until: string) =>
      open.database.rows({
        text: `UPDATE deliveries SET lease_holder = 'dead', lease_until = clock_timestamp() + $1::interval`,
        values: [until],
      });
    await claim('1 minute');
    await documentDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'pending' });
    await claim('-1 second');
    await documentDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'done' });
  });

  it('replays a delivery from its stored bytes without booking it twice', async () => {
    await post(await newAccount(), { orders: ['A-1'] });
    await documentDrain().drain(forever);
    const [delivery] = await deliveries.list({ limit: 1 });
    const replay = replays();
    await replay.replay(delivery!.id);
    expect(await states()).toEqual({ 'A-1': 'pending' });
    await documentDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'done' });
    expect(await entries()).toBe(1);
  });

  it('hastens a delivery that still waits when it is replayed: its order is news all the same', async () => {
    answer = () => Promise.reject(new ConnectorError('unavailable', 'the vendor is away'));
    await post(await newAccount(hints), { orders: ['A-1'] });
    await fetchDrain().drain(forever);
    const [delivery] = await deliveries.list({ limit: 1 });
    // Its pause takes seconds, and so may what follows.
    await open.database.rows({
      text: `UPDATE deliveries SET due_at = clock_timestamp() + INTERVAL '1 hour'`,
    });
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    await fetchDrain().drain(forever);
    expect(await deliveries.get(delivery!.id)).toMatchObject({ state: 'pending', attempts: 1 });
    await replays().replay(delivery!.id);
    expect(await deliveries.get(delivery!.id)).toMatchObject({ attempts: 1, errorCode: 'unavailable' });
    await fetchDrain().drain(forever);
    expect(await deliveries.get(delivery!.id)).toMatchObject({ state: 'done', attempts: 2 });
    expect(await openedBy('A-1')).toBe('live');
  });

  it('takes what a settled delivery names for history when it is replayed', async () => {
    answer = () => Promise.reject(new ConnectorError('rejected', 'never'));
    await post(await newAccount(hints), { orders: ['A-1'] });
    await fetchDrain().drain(forever);
    const [delivery] = await deliveries.list({ limit: 1, state: 'failed' });
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    await replays().replay(delivery!.id);
    await fetchDrain().drain(forever);
    expect(await openedBy('A-1')).toBe('replay');
  });

  it('fetches an order once for all deliveries that name it', async () => {
    const asked: string[] = [];
    answer = (reference) => {
      asked.push(reference.vendorNo);
      return Promise.resolve(found(reference.vendorNo));
    };
    const active = await newAccount(hints);
    for (let n = 0; n < 5; n++) await post(active, { key: `k-${String(n)}`, orders: ['A-1'] });
    await fetchDrain().drain(forever);
    expect(asked).toEqual(['A-1']);
    expect((await deliveries.list({ limit: 10 })).map(({ state }) => state)).toEqual(
      Array.from({ length: 5 }, () => 'done'),
    );
  });

  it('settles a delivery only when all orders that it names were recorded', async () => {
    answer = ({ vendorNo }) =>
      vendorNo === 'A-2'
        ? Promise.reject(new ConnectorError('unavailable', 'the vendor is down'))
        : Promise.resolve(found(vendorNo));
    await post(await newAccount(hints), { orders: ['A-1', 'A-2'] });
    await fetchDrain().drain(forever);
    expect(await deliveries.list({ limit: 1 })).toMatchObject([
      { state: 'pending', errorCode: 'unavailable' },
    ]);
  });

  describe('an order that its vendor names by another account’s number', () => {
    const fetchedAs = (vendorNo: string, numberOf: { accountId: string; vendorNo: string }) => {
      const fetched = found(vendorNo);
      if (!fetched.found) throw new Error('the toy finds everything');
      answer = () => Promise.resolve({ ...fetched, observation: { ...fetched.observation, numberOf } });
    };
    const orderOf = async (vendorNo: string) =>
      (await open.database.prisma.leg.findFirstOrThrow({ where: { vendorNo } })).orderId;

    it('joins that account’s order, whether a delivery carries it or only names it', async () => {
      const shop = await newAccount();
      await post(shop, { orders: ['S-1'] });
      await documentDrain().drain(forever);
      const numberOf = { accountId: shop.account.id, vendorNo: 'S-1' };
      await post(await newAccount(), { orders: ['D-1'], numberOf });
      await documentDrain().drain(forever);
      expect(await orderOf('D-1')).toBe(await orderOf('S-1'));
      fetchedAs('F-1', numberOf);
      await post(await newAccount(hints), { orders: ['F-1'] });
      await fetchDrain().drain(forever);
      expect(await orderOf('F-1')).toBe(await orderOf('S-1'));
    });

    it('stands alone when nobody knows that account, and the log says so', async () => {
      const nobody = { accountId: newId(), vendorNo: 'S-1' };
      await post(await newAccount(), { orders: ['D-1'], numberOf: nobody });
      await documentDrain().drain(forever);
      fetchedAs('F-1', nobody);
      await post(await newAccount(hints), { orders: ['F-1'] });
      await fetchDrain().drain(forever);
      expect(await states()).toEqual({ 'D-1': 'done', 'F-1': 'done' });
      const told = { event: 'delivery', level: 'warn', unknownAccounts: [nobody.accountId] };
      expect(events.filter(({ event, level }) => event === 'delivery' && level === 'warn')).toEqual(
        Array(2).fill(expect.objectContaining(told)),
      );
    });
  });

  it('keeps the bytes of an answer that changed something', async () => {
    await post(await newAccount(hints), { orders: ['A-1'] });
    await fetchDrain().drain(forever);
    const [entry] = await open.database.prisma.ledgerEntry.findMany();
    const payload = await open.database.prisma.payload.findFirst({ where: { id: entry!.payloadId! } });
    expect(Buffer.from(payload!.body).toString()).toBe('{"orderNo":"A-1"}');
  });

  it('lets a slow vendor hold up nobody else', async () => {
    const finish: ((fetched: Fetched) => void)[] = [];
    const [slow, quick] = [await newAccount(hints), await newAccount(hints)];
    let quickDone: () => void = silent;
    const done = new Promise<void>((resolve) => (quickDone = resolve));
    answer = ({ vendorNo }, accountId) => {
      if (accountId === slow.account.id) return new Promise((resolve) => finish.push(resolve));
      quickDone();
      return Promise.resolve(found(vendorNo));
    };
    for (let n = 0; n < 40; n++) await post(slow, { key: `k-${String(n)}`, orders: ['S-1'] });
    const drain = fetchDrain();
    const draining = drain.drain(forever);
    await post(quick, { orders: ['Q-1'] });
    drain.poke();
    await done;
    // What was not begun by now is asked for afterwards.
    answer = ({ vendorNo }) => Promise.resolve(found(vendorNo));
    for (const resolve of finish) resolve(found('S-1'));
    await draining;
    expect(await states()).toEqual({ 'S-1': 'done', 'Q-1': 'done' });
  });

  it.each(['invalid_response', 'unavailable', 'auth_failed'] as const)(
    'shows %s and tries again',
    async (code) => {
      answer = () => Promise.reject(new ConnectorError(code, 'what the vendor said'));
      await post(await newAccount(hints), { orders: ['A-1'] });
      await fetchDrain().drain(forever);
      const [delivery] = await deliveries.list({ limit: 1 });
      expect(delivery).toMatchObject({
        state: 'pending',
        errorCode: code,
        errorMessage: 'what the vendor said',
      });
      expect(delivery!.nextAttemptAt!.getTime()).toBeGreaterThanOrEqual(delivery!.receivedAt.getTime());
    },
  );

  it('gives up what the vendor rejects', async () => {
    answer = () => Promise.reject(new ConnectorError('rejected', 'no such operation'));
    await post(await newAccount(hints), { orders: ['A-1'] });
    await fetchDrain().drain(forever);
    expect(await deliveries.list({ limit: 1 })).toMatchObject([{ state: 'failed', errorCode: 'rejected' }]);
  });

  it('believes "not found" only after half an hour', async () => {
    answer = () => Promise.resolve({ found: false, message: '查询的信息不存在' });
    const active = await newAccount(hints);
    await post(active, { orders: ['young'] });
    await post(active, { orders: ['old'] }, new Date(Date.now() - 31 * 60_000));
    await fetchDrain().drain(forever);
    expect(await states()).toEqual({ young: 'pending', old: 'failed' });
  });

  it('sends nothing to a paused account and keeps its deliveries', async () => {
    const active = await newAccount(hints);
    accounts.paused.push(active.account.id);
    await post(active, { orders: ['A-1'] });
    await fetchDrain().drain(forever);
    expect(await deliveries.list({ limit: 1 })).toMatchObject([{ state: 'pending', attempts: 0 }]);
    accounts.paused.pop();
    await fetchDrain().drain(forever);
    expect(await states()).toEqual({ 'A-1': 'done' });
  });
});
