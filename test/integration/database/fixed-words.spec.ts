import { ConnectorError } from '#connectors-core/connector-error.js';
import { UNSTORABLE_WORDS } from '#connectors-core/fault.js';
import type { Database } from '#database/database.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { Instance } from '#jobs/instance.js';
import { anObservation } from '../../factories/observations.js';
import { addAccount, openLedger } from '../../support/open-ledger.js';
import { ToyAccounts, toyAccount, toyHints } from '../../support/toy-connectors.js';
import { DispatchWorld, type Hub } from '../dispatch/dispatch-world.js';
import { MINUTE, PollingDatabase, PollingWorld } from '../polling/polling-world.js';
import { ReportingWorld } from '../reporting/reporting-world.js';

/** What no seam knows of yet: a text that the database does not take. */
const POISON = 'poison';
const refuse = (database: Database, table: string, column: string) =>
  database.rows({
    text: `ALTER TABLE ${table} ADD CONSTRAINT no_${column} CHECK (${column}::text NOT LIKE '%${POISON}%')`,
  });

describe('a command whose outcome cannot be written down as it is', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open();
    for (const column of ['message', 'request']) await refuse(world.database, 'dispatch_attempts', column);
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const lines = () => world.events.filter(({ outcome }) => outcome === 'words refused');

  it('is done all the same, once, under the till’s number', async () => {
    world.till.placeAnswer = async (book) => ({ ...book(), message: POISON });
    await world.tell();
    await hub.work();
    const [booked] = world.till.alive();
    const place = await world.only('place');
    expect(place).toMatchObject({ state: 'done', vendorNo: booked?.vendorNo });
    expect(place.history).toMatchObject([{ outcome: 'done', message: UNSTORABLE_WORDS }]);
    expect(await world.legsOf(place.orderId)).toHaveLength(2);
    expect(world.till.called('place')).toHaveLength(1);
    expect(lines()).toMatchObject([{ level: 'warn', dispatchId: place.id }]);
  });

  it('has failed all the same, by its code', async () => {
    world.till.placeAnswer = () =>
      Promise.reject(new ConnectorError('rejected', POISON, { vendorCode: '7' }));
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({
      state: 'failed',
      errorCode: 'rejected',
      errorMessage: UNSTORABLE_WORDS,
      history: [{ outcome: 'rejected', vendorCode: null, message: UNSTORABLE_WORDS }],
    });
  });

  it('is settled without what was read beside, where the ledger cannot take that', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.work();
    const observed = world.till.observed.bind(world.till);
    const [line] = anObservation().lines ?? [];
    world.till.observed = (no) => ({ ...observed(no), lines: [{ ...line!, quantity: 'a handful' }] });
    world.till.answerMove('cancel', async (move) => {
      move();
      throw new ConnectorError('rejected', 'it is cancelled already');
    });
    await world.cancel('A');
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({ state: 'done' });
    expect(world.till.called('cancel')).toHaveLength(1);
    expect(lines()).toHaveLength(1);
  });

  it('is put off and shown, and nothing is sent, where not even the intent can be noted', async () => {
    await world.database.prisma.store.update({ where: { id: world.storeId }, data: { name: POISON } });
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({
      state: 'waiting',
      errorCode: 'internal',
      errorMessage: 'unexpected fault: error 23514',
      attempts: 0,
    });
    expect(world.till.calls).toEqual([]);
  });
});

it('a report that was accepted is not sent again, whatever its receipt says', async () => {
  const world = await ReportingWorld.open();
  await refuse(world.database, 'submission_attempts', 'message');
  const { storeId, shopId } = await world.addShop();
  world.sink.next(shopId, async (payload) => ({ ...world.sink.take(payload), message: POISON }));
  world.clock.set('2026-03-05T02:10');
  await world.hub().derive();
  for (let runs = 0; runs < 3; runs += 1) {
    await world.hub().submit();
    world.clock.pass(2);
  }
  expect(await world.submissionsOf(storeId)).toMatchObject([
    ['2026-03-05T01:00', 0n, false, 'accepted', null],
  ]);
  const [submission] = await world.submissions.list({ storeId, limit: 1 });
  expect(submission?.receipt).toEqual({ vendorCode: '', message: UNSTORABLE_WORDS });
  expect(world.sink.heard).toHaveLength(1);
  expect(world.events.filter(({ outcome }) => outcome === 'words refused')).toHaveLength(1);
  await world.close();
});

it('a delivery and a window keep their codes', async () => {
  const open = await openLedger();
  await refuse(open.database, 'deliveries', 'error_message');
  const hints = toyHints(() => Promise.reject(new ConnectorError('rejected', POISON)));
  const accounts = new ToyAccounts();
  const active = accounts.add(toyAccount(await addAccount(open.database, hints.id), hints));
  const silent = () => undefined;
  const rawBody = Buffer.from('{"orders":["A-1"]}');
  await new IntakeService(open.database, open.clock, new Instance('api'), silent).acknowledge(active, {
    ...{ rawBody, headers: { signed: 'yes' }, receivedAt: new Date() },
  });
  const parts = { ...open, accounts, instance: new Instance('w'), log: silent };
  await new FetchDrain(parts, [hints.id]).drain(new AbortController().signal);
  expect(await new DeliveryQuery(open.database).list({ limit: 1 })).toMatchObject([
    { state: 'failed', errorCode: 'rejected', errorMessage: UNSTORABLE_WORDS },
  ]);
  await open.close();

  const database = await PollingDatabase.open();
  await refuse(database.database, 'windows', 'error_message');
  const world = new PollingWorld(database);
  const { id, vendor } = await world.addAccount();
  vendor.onPage = () => {
    throw new ConnectorError('unavailable', POISON);
  };
  await world.worker().plan();
  world.clock.pass(5 * MINUTE);
  await world.worker().planAndRead();
  expect(await world.windowsOf(id)).toMatchObject([
    { state: 'failed', errorCode: 'unavailable', errorMessage: UNSTORABLE_WORDS },
  ]);
  await database.close();
});
