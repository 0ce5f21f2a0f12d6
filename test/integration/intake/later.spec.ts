import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Database } from '#database/database.js';
import type { LogEvent } from '#domain/log.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DocumentDrain } from '#intake/document-drain.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { Instance } from '#jobs/instance.js';
import { endWhoWaits, holdLock, impatient } from '../../support/held-locks.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { found, ToyAccounts, toyAccount, toyDocuments, toyHints } from '../../support/toy-connectors.js';

const forever = new AbortController().signal;
/** Every entry that is new is noted there, so that whoever records waits. */
const NO_ENTRIES = { text: 'LOCK TABLE entry_keys IN EXCLUSIVE MODE' };
const ORDERS = ['A-1', 'A-2', 'A-3'];
const HOUR_MS = 3_600_000;

describe('what the database cannot take just now', () => {
  let open: OpenLedger;
  let database: Database;
  let lines: LogEvent[];
  let statements: (string | undefined)[];

  beforeEach(async () => {
    open = await openLedger();
    lines = [];
    statements = [];
    database = impatient(open.database, (name) => void statements.push(name));
  });
  afterEach(async () => {
    await database.close();
    await open.close();
  });

  /** Ahead of the one by which deliveries are due: what is put off by seconds is not, however long a drain takes. */
  const ahead = (): Date => new Date(open.clock.now().getTime() + HOUR_MS);
  const log = (line: LogEvent): void => void lines.push(line);
  const hints = toyHints(({ vendorNo }) => Promise.resolve(found(vendorNo)));
  const drainOf = (connectorId: string, accounts: ToyAccounts, database: Database) => {
    const clock = { now: ahead, latest: ahead };
    const parts = { ...open, database, clock, accounts, instance: new Instance('hub'), log };
    const Drain = connectorId === toyDocuments.id ? DocumentDrain : FetchDrain;
    return new Drain(parts, [connectorId]);
  };
  const connectors = [toyDocuments, hints];

  async function deliver(connector: (typeof connectors)[number]) {
    const accounts = new ToyAccounts();
    const active = accounts.add(toyAccount(await addAccount(open.database, connector.id), connector));
    const intake = new IntakeService(open.database, open.clock, new Instance('api'), () => undefined);
    const headers = { signed: 'yes' };
    const receivedAt = open.clock.now();
    for (const order of ORDERS) {
      const rawBody = Buffer.from(JSON.stringify({ orders: [order] }));
      await intake.acknowledge(active, { rawBody, headers, receivedAt });
    }
    return (on: Database) => drainOf(connector.id, accounts, on).drain(forever);
  }

  const deliveries = () => new DeliveryQuery(open.database).list({ limit: 10 });
  const timesSent = (name: string) => statements.filter((one) => one === name).length;

  async function expectPutOff() {
    for (const delivery of await deliveries()) {
      expect(delivery).toMatchObject({ state: 'pending', attempts: 0, errorCode: null, errorMessage: null });
      expect(delivery.nextAttemptAt!.getTime() - ahead().getTime()).toBeLessThanOrEqual(3_000);
    }
    const later = lines.filter(({ event, outcome }) => event === 'delivery' && outcome === 'later');
    expect(later).toHaveLength(ORDERS.length);
  }

  async function expectDoneNow(drain: (on: Database) => Promise<void>) {
    await open.database.rows({ text: 'UPDATE deliveries SET due_at = clock_timestamp()' });
    await drain(open.database);
    for (const delivery of await deliveries()) expect(delivery).toMatchObject({ state: 'done', attempts: 1 });
    expect(await open.database.prisma.ledgerEntry.count()).toBe(ORDERS.length);
  }

  it.each([
    [toyDocuments, 1],
    // Answers come one by one: the first has a transaction of its own, and the others wait for its end.
    [hints, 2],
  ])(
    'is put off, and not tried one by one, where a lock is kept too long: %#',
    async (connector, batches) => {
      const drain = await deliver(connector);
      const letGo = await holdLock(open.database, NO_ENTRIES);
      await drain(database);
      await letGo();
      await expectPutOff();
      expect(timesSent('ledger_append_entries')).toBe(batches);
      await expectDoneNow(drain);
    },
  );

  it.each(connectors)('is put off when the server ends the session: $id', async (connector) => {
    const drain = await deliver(connector);
    const letGo = await holdLock(open.database, NO_ENTRIES);
    const draining = drain(open.database);
    await endWhoWaits(open.database);
    await letGo();
    await draining;
    expect(lines).toContainEqual(
      expect.objectContaining({ outcome: 'later', error: expect.objectContaining({ code: '57P01' }) }),
    );
    await expectDoneNow(drain);
  });

  it('is no vendor whose connection breaks: that is an attempt, and is shown', async () => {
    const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const broken = toyHints(() => Promise.reject(new ConnectorError('unavailable', 'no answer', { cause })));
    const drain = await deliver(broken);
    await drain(open.database);
    for (const delivery of await deliveries())
      expect(delivery).toMatchObject({ attempts: 1, errorCode: 'unavailable' });
  });
});
