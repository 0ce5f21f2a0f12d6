import type { Connector } from '#connectors-core/connector.js';
import { Database } from '#database/database.js';
import { within } from '#database/statement-bounds.js';
import { IntakeService } from '#intake/intake.service.js';
import { Instance } from '#jobs/instance.js';
import { isDatabaseAway } from '#database/database-away.js';
import { proxyTo, type TcpProxy } from '../../../tools/faults/tcp-proxy.mjs';
import { addAccount, openLedger, type OpenLedger } from '../../support/open-ledger.js';
import { toyAccount, toyDocuments } from '../../support/toy-connectors.js';

let open: OpenLedger;
let proxy: TcpProxy;
let database: Database;
let account: string;

beforeAll(async () => {
  open = await openLedger();
  account = await addAccount(open.database, toyDocuments.id);
});
afterAll(() => open.close());
beforeEach(async () => {
  proxy = await proxyTo(open.url);
  database = new Database({ url: proxy.url, max: 5, name: 'suanpan-test' }, () => undefined);
});
afterEach(async () => {
  await proxy.breakOff();
  await database.close();
});

const one = { text: 'SELECT 1 AS one' };
const silent = { code: 'ETIMEDOUT' };

/** As many connections as the pool may have, all of them idle. */
const warm = () =>
  Promise.all(Array.from({ length: 5 }, () => database.rows({ text: 'SELECT pg_sleep(0.1)' })));

const post = (intake: IntakeService, rawBody: Buffer, connector = toyDocuments) =>
  intake.acknowledge(toyAccount(account, connector), {
    rawBody,
    headers: { signed: 'yes' },
    receivedAt: new Date(),
  });

/** Its bodies are taken without a look at them: reading many large ones takes the time that a post may wait. */
const unread: Connector = {
  ...toyDocuments,
  webhook: {
    ...toyDocuments.webhook!,
    verify: () => ({ key: null, references: [{ vendorNo: 'B-1' }] }),
  },
};

describe('a connection that goes silent', () => {
  it('is given up with all that are as old, by whatever way it was used, and the next is a new one', async () => {
    await warm();
    expect(proxy.goSilent()).toBe(5);
    const sent = within('acknowledging', () => [
      database.rows(one),
      database.transaction((sql) => sql.rows(one)),
      // Prisma sends nothing before it is awaited.
      (async () => await database.prisma.$queryRaw`SELECT 1`)(),
    ]);
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(outcomes.slice(0, 2)).toMatchObject([{ reason: silent }, { reason: silent }]);
    expect(isDatabaseAway((outcomes[2] as PromiseRejectedResult).reason)).toBe(true);
    expect(database.pool.totalCount).toBe(0);
    expect(await database.rows(one)).toEqual([{ one: 1 }]);
  });

  it('bounds waiting for a connection too, and hands the late one to somebody else', async () => {
    const held = await Promise.all(Array.from({ length: 5 }, () => database.pool.connect()));
    await expect(within('acknowledging', () => database.rows(one))).rejects.toMatchObject(silent);
    for (const client of held) client.release();
    expect(await database.rows(one)).toEqual([{ one: 1 }]);
  });

  it('may have stored what was given up: the repeat under the same key is answered, and all that waited is told', async () => {
    const intake = new IntakeService(database, open.clock, new Instance('silent'), () => undefined);
    const body = (key: string) => Buffer.from(JSON.stringify({ key, orders: ['A-1'] }));
    proxy.loseAnswersTo('inbox_store');
    const posts: Promise<unknown>[] = [];
    for (const key of ['first', 'second', 'third', 'fourth']) {
      posts.push(post(intake, body(key)));
      // Those of one turn of the event loop share a batch.
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    for (const outcome of await Promise.allSettled(posts)) expect(outcome).toMatchObject({ reason: silent });
    const stored = () =>
      open.database.prisma.delivery.findMany({ select: { key: true }, orderBy: { id: 'asc' } });
    expect(await stored()).toEqual([{ key: 'first' }, { key: 'second' }]);
    await proxy.mend();
    expect(await post(intake, body('first'))).toMatchObject({ status: 200 });
    expect(await stored()).toHaveLength(2);
    expect(intake.heldBytes).toBe(0);
  });

  it('lets no more wait than memory is given for: the rest is sent away at once', async () => {
    const intake = new IntakeService(database, open.clock, new Instance('behind'), () => undefined);
    const large = Buffer.alloc(1_000_000);
    proxy.goSilent({ newOnesToo: true });
    const posts = Array.from({ length: 100 }, () => post(intake, large, unread));
    const refused = await Promise.allSettled(posts.slice(67));
    const heldBytes = intake.heldBytes;
    // At once: those that wait are given up after five seconds.
    await proxy.mend();
    for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'ECONNREFUSED' } });
    expect(heldBytes).toBe(67 * large.length);
    const taken = await Promise.allSettled(posts.slice(0, 67));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(67);
    expect(intake.heldBytes).toBe(0);
  });
});

describe('a session', () => {
  it('is ended by the server when it is not heard, or keeps a transaction open and says nothing', async () => {
    const text = `SELECT name, setting FROM pg_settings WHERE name = ANY($1) ORDER BY name`;
    const names = ['idle_in_transaction_session_timeout', 'tcp_user_timeout', 'transaction_timeout'];
    expect(await database.rows({ text, values: [names] })).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: '10000' },
      { name: 'tcp_user_timeout', setting: '20000' },
      { name: 'transaction_timeout', setting: '120000' },
    ]);
  });

  it('may run a long job’s transaction for as long as it takes', async () => {
    const shown = await within('long', () =>
      database.transaction((sql) => sql.rows({ text: 'SHOW transaction_timeout' })),
    );
    expect(shown).toEqual([{ transaction_timeout: '0' }]);
  });
});
