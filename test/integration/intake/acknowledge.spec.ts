import { asTheyCame } from '#domain/body-keeping.js';
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

  /** The jobs under a hub's key, once there is one: it follows the commit. */
  async function woken(hub: string) {
    const text = 'SELECT task_identifier, key FROM graphile_worker.jobs WHERE key = $1';
    for (;;) {
      const jobs = await open.database.rows({ text, values: [`intake.drain:${hub}`] });
      if (jobs.length > 0) return jobs;
    }
  }

  it('answers as the vendor wants once the delivery and its bytes are committed, and wakes a worker', async () => {
    const body = { key: 'k-1', orders: ['A-1'] };
    expect(await post(intakeOf('one'), body)).toEqual({ status: 200, contentType: 'text/plain', body: 'OK' });
    const [delivery] = await stored('k-1');
    expect(delivery).toMatchObject({ state: 'pending', references: [{ vendorNo: 'A-1' }], attempts: 0 });
    expect((await deliveries.body(delivery!.id))?.toString()).toBe(JSON.stringify(body));
    expect(await woken('one')).toEqual([{ task_identifier: 'intake.drain', key: 'intake.drain:one' }]);
  });

  it('adds no second job while one waits, however many deliveries come', async () => {
    const intake = intakeOf('busy');
    await Promise.all(
      Array.from({ length: 300 }, (_, n) => post(intake, { key: `busy-${String(n)}`, orders: [] })),
    );
    expect(await woken('busy')).toHaveLength(1);
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

  it('keeps the first ten conflicts of a key, and counts the further ones', async () => {
    const intake = intakeOf('one');
    const conflict = (n: number) => post(intake, { key: 'often', orders: [`O-${String(n)}`] });
    await conflict(0);
    for (let n = 1; n <= 25; n += 1) await expect(conflict(n)).rejects.toMatchObject({ reason: 'conflict' });
    const [first, ...conflicts] = await stored('often');
    expect(first).toMatchObject({ state: 'pending', times: 1 });
    expect(conflicts.map(({ state, times }) => [state, times])).toEqual([
      ...Array(9).fill(['conflict', 1]),
      ['conflict', 16],
    ]);
    const ids = conflicts.map(({ id }) => id);
    expect(await open.database.prisma.payload.count({ where: { id: { in: ids } } })).toBe(10);
    expect((await post(intake, { key: 'often', orders: ['O-0'] })).status).toBe(200);
    await post(intake, { key: 'another', orders: ['O-1'] });
    await expect(post(intake, { key: 'another', orders: ['O-2'] })).rejects.toThrow();
    expect(await stored('another')).toHaveLength(2);
  });

  describe('a body without a key', () => {
    const ofOrder = async (order: string) =>
      (await deliveries.list({ accountId: account, limit: 200 }))
        .filter(({ references }) => references[0]?.vendorNo === order)
        .map(({ state, times }) => [state, times]);
    const rows = (text: string, order: string) =>
      open.database.rows({ text: `${text} WHERE order_references->0->>'vendorNo' = $1`, values: [order] });

    it('counts up an equal one that waits, in one batch and in several, over two instances', async () => {
      const intakes = [intakeOf('one'), intakeOf('two')];
      await post(intakes[0]!, { orders: ['A-5'] });
      for (let n = 0; n < 4; n += 1) await post(intakes[n % 2]!, { orders: ['A-5'] });
      await Promise.all(Array.from({ length: 20 }, () => post(intakes[0]!, { orders: ['A-5'] })));
      await post(intakes[0]!, { orders: ['A-5'], other: true });
      expect(await ofOrder('A-5')).toEqual([
        ['pending', 1],
        ['pending', 25],
      ]);
    });

    it('many at once over two instances are all told of, in a few deliveries', async () => {
      const intakes = [intakeOf('one'), intakeOf('two')];
      await Promise.all(Array.from({ length: 200 }, (_, n) => post(intakes[n % 2]!, { orders: ['A-6'] })));
      const told = await ofOrder('A-6');
      expect(told.reduce((sum, [, times]) => sum + Number(times), 0)).toBe(200);
      expect(told.length).toBeLessThan(10);
    });

    it('is news again once the equal one is being read, was read, or is read as history', async () => {
      const intake = intakeOf('one');
      await post(intake, { orders: ['A-7'] });
      await rows(
        `UPDATE deliveries SET lease_holder = 'reader', lease_until = now() + INTERVAL '1 minute'`,
        'A-7',
      );
      await post(intake, { orders: ['A-7'] });
      expect(await ofOrder('A-7')).toEqual(Array(2).fill(['pending', 1]));
      await rows(`UPDATE deliveries SET lease_holder = NULL, lease_until = NULL, state = 'done'`, 'A-7');
      await post(intake, { orders: ['A-7'] });
      expect(await ofOrder('A-7')).toEqual([
        ['pending', 1],
        ['done', 1],
        ['done', 1],
      ]);
      await rows(`UPDATE deliveries SET state = 'pending', replayed = true`, 'A-7');
      await post(intake, { orders: ['A-7'] });
      expect((await ofOrder('A-7')).map(([, times]) => times)).toEqual([1, 1, 1, 1]);
    });

    it('hastens the one that waits for a later try, and wakes somebody', async () => {
      const intake = intakeOf('woken');
      await post(intake, { orders: ['A-8'] });
      await rows(`UPDATE deliveries SET attempts = 3, due_at = now() + INTERVAL '5 minutes'`, 'A-8');
      await woken('woken');
      await open.database.rows({
        text: `DELETE FROM graphile_worker._private_jobs WHERE key = 'intake.drain:woken'`,
      });
      await post(intake, { orders: ['A-8'] });
      const [row] = await rows('SELECT times, attempts, due_at <= now() AS due FROM deliveries', 'A-8');
      expect(row).toEqual({ times: 2, attempts: 3, due: true });
      expect(await woken('woken')).toHaveLength(1);
    });

    it('of another account is another', async () => {
      const other = toyAccount(await addAccount(open.database, toyDocuments.id), toyDocuments);
      const rawBody = Buffer.from('{"orders":["A-9"]}');
      const request = { rawBody, headers: { signed: 'yes' }, receivedAt: open.clock.now() };
      await intakeOf('one').acknowledge(toyAccount(account, toyDocuments), request);
      await intakeOf('one').acknowledge(other, request);
      expect(await ofOrder('A-9')).toEqual([['pending', 1]]);
    });
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
    const never = { sinceCommitMs: () => Infinity, tryRoom: (_bytes: number) => undefined };
    const trialOn = (database: Database, intake: Pick<IntakeService, 'sinceCommitMs' | 'tryRoom'> = never) =>
      new AcknowledgingTrial(database, open.clock, intake, asTheyCame);

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
          text: 'SELECT pg_current_wal_flush_lsn() > $1::pg_lsn AS flushed',
          values: [at],
        });
      });
      expect(flushed).toEqual([{ flushed: true }]);
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
      expect(statements).toContain('inbox_store_keyed');
      await database.close();
    });
  });
});
