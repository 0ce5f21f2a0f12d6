import { IntakeService } from '#intake/intake.service.js';
import { AcknowledgingTrial } from '#intake/acknowledging-trial.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { Database } from '#database/database.js';
import { Instance } from '#jobs/instance.js';
import { addAccount, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { toyAccount, toyDocuments } from '../../support/toy-connectors.js';

describe('acknowledge', () => {
  let open: OpenLedger;
  let account: string;
  let deliveries: DeliveryQuery;

  beforeAll(async () => {
    open = await openLedger();
    account = await addAccount(open.database, toyDocuments.id);
    deliveries = new DeliveryQuery(open.database);
  });
  afterAll(() => open.close());

  const intakeOf = (instance: string) =>
    new IntakeService(open.database, open.clock, new Instance(instance), () => undefined);

  const post = (intake: IntakeService, body: object, signed = 'yes') =>
    intake.acknowledge(toyAccount(account, toyDocuments), {
      rawBody: Buffer.from(JSON.stringify(body)),
      headers: { signed },
      receivedAt: open.clock.now(),
    });

  const stored = (key: string) =>
    open.database.prisma.delivery.findMany({ where: { key }, orderBy: { id: 'asc' } });

  it('answers as the vendor wants once the delivery, its bytes and a wake-up are committed', async () => {
    const body = { key: 'k-1', orders: ['A-1'] };
    expect(await post(intakeOf('one'), body)).toEqual({ status: 200, contentType: 'text/plain', body: 'OK' });
    const [delivery] = await stored('k-1');
    expect(delivery).toMatchObject({ state: 'pending', references: [{ vendorNo: 'A-1' }], attempts: 0 });
    expect((await deliveries.body(delivery!.id))?.toString()).toBe(JSON.stringify(body));
    const jobs = await open.database.rows({ text: 'SELECT task_identifier, key FROM graphile_worker.jobs' });
    expect(jobs).toEqual([{ task_identifier: 'intake.drain', key: 'intake.drain:one' }]);
  });

  it('adds no second job while one waits, however many deliveries come', async () => {
    const intake = intakeOf('busy');
    await Promise.all(
      Array.from({ length: 300 }, (_, n) => post(intake, { key: `busy-${String(n)}`, orders: [] })),
    );
    const [row] = await open.database.rows<{ count: string }>({
      text: `SELECT count(*) FROM graphile_worker.jobs WHERE key = 'intake.drain:busy'`,
    });
    expect(row?.count).toBe('1');
    expect(await open.database.prisma.delivery.count({ where: { key: { startsWith: 'busy-' } } })).toBe(300);
  });

  it('has no effect when verification refuses', async () => {
    await expect(post(intakeOf('one'), { key: 'forged', orders: [] }, 'no')).rejects.toMatchObject({
      reason: 'unsigned',
    });
    expect(await stored('forged')).toEqual([]);
  });

  it('gives the same answer to the same body again, and stores it once, over two instances', async () => {
    const instances = [intakeOf('one'), intakeOf('two')];
    const posts = Array.from({ length: 60 }, (_, n) =>
      post(instances[n % 2]!, { key: 'twice', orders: ['A-2'] }),
    );
    const answers = new Set((await Promise.all(posts)).map((answer) => answer.body));
    expect([...answers]).toEqual(['OK']);
    expect(await stored('twice')).toHaveLength(1);
  });

  it('refuses the same key for another body, and shows it', async () => {
    const intake = intakeOf('one');
    await post(intake, { key: 'reused', orders: ['A-3'] });
    await expect(post(intake, { key: 'reused', orders: ['A-4'] })).rejects.toMatchObject({
      reason: 'conflict',
    });
    expect(await stored('reused')).toMatchObject([
      { state: 'pending' },
      { state: 'conflict', errorCode: 'conflict' },
    ]);
  });

  it('sorts out a conflict within one batch as well', async () => {
    const intake = intakeOf('one');
    const outcomes = await Promise.allSettled(
      ['A', 'B', 'C'].map((order) => post(intake, { key: 'at once', orders: [order] })),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('takes two equal bodies without a key for two events', async () => {
    const intake = intakeOf('one');
    await Promise.all([post(intake, { orders: ['A-5'] }), post(intake, { orders: ['A-5'] })]);
    const all = await deliveries.list({ accountId: account, limit: 200 });
    expect(all.filter(({ references }) => references[0]?.vendorNo === 'A-5')).toHaveLength(2);
  });

  it('acknowledges nothing that was not committed', async () => {
    await open.database.rows({
      text: 'ALTER TABLE payloads ADD CONSTRAINT small_disk CHECK (length(body) < 100) NOT VALID',
    });
    try {
      const intake = intakeOf('one');
      const long = { key: 'long', orders: [], filler: 'x'.repeat(200) };
      const outcomes = await Promise.allSettled([
        post(intake, long),
        post(intake, { key: 'short', orders: [] }),
      ]);
      const answered = outcomes.map(({ status }) => status === 'fulfilled');
      expect(answered[0]).toBe(false);
      expect(await stored('long')).toEqual([]);
      expect((await stored('short')).length === 1).toBe(answered[1]);
    } finally {
      await open.database.rows({ text: 'ALTER TABLE payloads DROP CONSTRAINT small_disk' });
    }
  });

  it('keeps bytes that are no text exactly as they came, whatever else is in the batch', async () => {
    const bodies = [
      Buffer.from('{"key":"b-1","orders":[]}  \r\n'),
      Buffer.from('{"key":"b-2","orders":["\u{1F35C}"]}'),
    ];
    const intake = intakeOf('one');
    await Promise.all(
      bodies.map((rawBody) =>
        intake.acknowledge(toyAccount(account, toyDocuments), {
          rawBody,
          headers: { signed: 'yes' },
          receivedAt: new Date(),
        }),
      ),
    );
    for (const [index, key] of ['b-1', 'b-2'].entries()) {
      const [delivery] = await stored(key);
      expect((await deliveries.body(delivery!.id))?.equals(bodies[index]!)).toBe(true);
    }
  });

  describe('the trial', () => {
    const never = { sinceCommitMs: () => Infinity };
    const trialOn = (database: Database, intake = never) =>
      new AcknowledgingTrial(database, open.clock, intake, new Instance('tried'));

    /** On sessions that wait for the log to reach the disk, as outside of tests. */
    async function onNewSessions<T>(setting: string, work: (database: Database) => Promise<T>): Promise<T> {
      const url = new URL(open.url);
      await open.database.rows({ text: `ALTER DATABASE ${url.pathname.slice(1)} SET ${setting}` });
      const database = new Database({ url: open.url, max: 2, name: 'trial' }, () => undefined);
      try {
        return await work(database);
      } finally {
        await database.close();
        await open.database.rows({ text: `ALTER DATABASE ${url.pathname.slice(1)} RESET ALL` });
      }
    }

    it('leaves nothing behind, and has the server write its log to the disk', async () => {
      const count = `SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM payloads)
        + (SELECT count(*) FROM delivery_keys) + (SELECT count(*) FROM graphile_worker._private_jobs) AS rows`;
      const [before] = await open.database.rows({ text: count });
      const flushed = await onNewSessions('synchronous_commit = on', async (database) => {
        const [{ at } = { at: '' }] = await database.rows<{ at: string }>({
          text: 'SELECT pg_current_wal_insert_lsn()::text AS at',
        });
        await trialOn(database).run();
        return database.rows({
          text: 'SELECT pg_current_wal_flush_lsn() >= $1::pg_lsn AS flushed, pg_current_wal_insert_lsn() > $1 AS written',
          values: [at],
        });
      });
      expect(flushed).toEqual([{ flushed: true, written: true }]);
      expect(await open.database.rows({ text: count })).toEqual([before]);
    });

    it('fails as a sender’s delivery would: where nothing may be written, or a table does not take it', async () => {
      await onNewSessions('default_transaction_read_only = on', async (database) => {
        await expect(trialOn(database).run()).rejects.toMatchObject({ code: '25006' });
      });
      await open.database.rows({
        text: 'ALTER TABLE payloads ADD CONSTRAINT small_disk CHECK (length(body) < 100) NOT VALID',
      });
      await expect(trialOn(open.database).run()).rejects.toMatchObject({ code: '23514' });
      await open.database.rows({ text: 'ALTER TABLE payloads DROP CONSTRAINT small_disk' });
      await trialOn(open.database).run();
    });

    it('is spared while deliveries are committed', async () => {
      const intake = intakeOf('spared');
      expect(intake.sinceCommitMs()).toBe(Infinity);
      await post(intake, { orders: ['T-1'] });
      const statements: (string | undefined)[] = [];
      const observe = (name: string | undefined): void => void statements.push(name);
      const database = new Database({ url: open.url, max: 1, name: 'trial', observe }, () => undefined);
      await trialOn(database, intake).run();
      expect(statements).toEqual([]);
      await trialOn(database).run();
      expect(statements).toContain('inbox_store');
      await database.close();
    });
  });
});
