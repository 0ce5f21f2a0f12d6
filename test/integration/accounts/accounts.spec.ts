import { InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { SecretError } from '#sealing/secret-error.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { masterKey } from '../../support/open-keyring.js';
import { CONFIG, forgetEverything, type Hub, openHub, reports, shop } from './accounts-fixture.js';
import { said } from '#connectors-core/testing/said.js';

let testDatabase: TestDatabase;
let hub: Hub;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

beforeEach(async () => {
  hub = await openHub(testDatabase.url);
  await forgetEverything(hub);
});
afterEach(() => hub.close());

const newShop = (change: object = {}) =>
  hub.accounts.create({ connector: 'shop', name: 'Shop one', config: CONFIG, ...change });

const keyIn = (path: string | null): string => path?.split('/').at(-1) ?? '';

async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InvalidFieldsError)) throw new Error('no field was found faulty', { cause: error });
  expect(error.message).not.toContain('hunter2');
  return error.faults.map(({ field }) => field).sort();
}

describe('an account', () => {
  it('shows its plain fields and its webhook path, and of sensitive fields whether they are set', async () => {
    const made = await newShop();
    expect(made).toMatchObject({
      connector: 'shop',
      baseUrl: 'https://shop.example.com',
      paused: false,
      config: { openId: 'open-1', openKey: { set: true }, backupKey: { set: false }, mode: 'a' },
    });
    expect(made.webhookPath).toMatch(/^\/webhooks\/shop\/[\w-]{43}$/);
    expect(await hub.accounts.get(made.id)).toEqual(made);
  });

  it('keeps no secret readable in the database', async () => {
    const made = await newShop();
    const [row] = await hub.database.rows<{ text: string; secrets: Buffer }>({
      text: 'SELECT accounts::text AS text, secrets FROM accounts',
    });
    const stored = `${row?.text ?? ''} ${row?.secrets.toString('latin1') ?? ''}`;
    expect(stored).toContain('open-1');
    expect(stored).not.toContain(CONFIG.openKey);
    expect(stored).not.toContain(keyIn(made.webhookPath));
  });

  it('has all its faults named at once', async () => {
    const config = { openKey: 'hunter2', mode: 'c', colour: 'hunter2' };
    const faults = await faultsOf(newShop({ baseUrl: 'http://10.0.0.1/path', config }));
    expect(faults).toEqual(['baseUrl', 'config.colour', 'config.mode', 'config.openId']);
    expect(await faultsOf(newShop({ connector: 'hunter2' }))).toEqual(['connector']);
    expect(await hub.accounts.list({ limit: 10 })).toEqual([]);
  });

  it('keeps what a change does not name', async () => {
    const { id, webhookPath } = await newShop({ config: { ...CONFIG, backupKey: 'the-backup-key' } });
    const changed = await hub.accounts.change(id, {
      name: 'Shop two',
      baseUrl: 'http://127.0.0.1:8080/',
      paused: true,
      config: { mode: 'b', openKey: '', backupKey: null },
    });
    expect(changed).toMatchObject({
      name: 'Shop two',
      baseUrl: 'http://127.0.0.1:8080',
      paused: true,
      webhookPath,
      config: { openId: 'open-1', openKey: { set: true }, backupKey: { set: false }, mode: 'b' },
    });
    const active = await hub.directory.byId(id);
    expect(active).toMatchObject({
      paused: true,
      account: { config: { openKey: CONFIG.openKey, mode: 'b' } },
    });
    expect(active?.account.config).not.toHaveProperty('backupKey');
    expect(hub.directory.pausedIds()).toEqual([id]);
  });

  it('has what is added to a list beside what is there, each once', async () => {
    const { id } = await newShop({ config: { ...CONFIG, signingKeys: ['the-first'] } });
    const keys = async () => (await hub.directory.byId(id))?.account.config['signingKeys'];
    await hub.accounts.change(id, { config: { signingKeys: { add: ['the-next', 'the-first'] } } });
    expect(await keys()).toEqual(['the-first', 'the-next']);
    await hub.accounts.change(id, { config: { signingKeys: { add: 'a-third' } } });
    expect(await keys()).toEqual(['the-first', 'the-next', 'a-third']);
    for (const wrong of [{ add: { x: 1 } }, { add: ['y'], and: 1 }])
      expect([wrong, await faultsOf(hub.accounts.change(id, { config: { signingKeys: wrong } }))]).toEqual([
        wrong,
        ['config.signingKeys'],
      ]);
    expect(await keys()).toHaveLength(3);
    await hub.accounts.change(id, { config: { signingKeys: ['the-next'] } });
    expect(await keys()).toEqual(['the-next']);
  });

  it('is as it was after a change with faults', async () => {
    const made = await newShop();
    const change = { name: 'other', baseUrl: 'ftp://x', config: { openId: null, mode: 'z' } };
    expect(await faultsOf(hub.accounts.change(made.id, change))).toEqual([
      'baseUrl',
      'config.mode',
      'config.openId',
    ]);
    expect(await hub.accounts.get(made.id)).toEqual(made);
  });

  it('loses no change when two are made at once', async () => {
    const { id } = await newShop();
    const changes = await hub.database.transaction(async (sql) => {
      await sql.rows({ text: 'SELECT FROM accounts WHERE id = $1 FOR UPDATE', values: [id] });
      const both = [{ openId: 'open-2' }, { mode: 'b' }].map((config) => hub.accounts.change(id, { config }));
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      // On another connection: within one transaction the view does not change.
      while ((await hub.database.rows({ text: waiting })).length < 2);
      return both;
    });
    await Promise.all(changes);
    expect((await hub.accounts.get(id)).config).toMatchObject({ openId: 'open-2', mode: 'b' });
  });

  it('gets a new webhook key on demand, and the old one is unknown at once', async () => {
    const made = await newShop();
    const changed = await hub.accounts.change(made.id, { newWebhookKey: true });
    expect(changed.webhookPath).not.toBe(made.webhookPath);
    expect(hub.directory.peekWebhookKey('shop', keyIn(made.webhookPath))).toBeUndefined();
    expect(hub.directory.peekWebhookKey('shop', keyIn(changed.webhookPath))?.account.id).toBe(made.id);
  });

  it('has no webhook where its connector takes none', async () => {
    expect((await newShop({ connector: 'reports' })).webhookPath).toBeNull();
  });

  it('is listed in order of creation, in parts', async () => {
    const made = [await newShop(), await newShop(), await newShop()].map(({ id }) => id);
    const first = await hub.accounts.list({ limit: 2 });
    const rest = await hub.accounts.list({ limit: 2, after: first[1]!.id });
    expect([...first, ...rest].map(({ id }) => id)).toEqual(made);
  });

  it('that does not exist is said not to', async () => {
    const id = '018c0000-0000-7000-8000-000000000000';
    await expect(hub.accounts.get(id)).rejects.toBeInstanceOf(NotFoundError);
    await expect(hub.accounts.change(id, { paused: true })).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('the directory', () => {
  it('finds an account by its key alone with its own connector', async () => {
    const { id, webhookPath } = await newShop();
    const key = keyIn(webhookPath);
    expect((await hub.directory.byWebhookKey('shop', key))?.account.id).toBe(id);
    expect(await hub.directory.byWebhookKey('reports', key)).toBeUndefined();
    expect(await hub.directory.byWebhookKey('shop', `${key}x`)).toBeUndefined();
  });

  it('tells every secret that it holds, so that logs can mask it', async () => {
    const { webhookPath } = await newShop();
    expect(hub.secrets).toEqual(expect.arrayContaining([CONFIG.openKey, keyIn(webhookPath)]));
    expect(hub.secrets).not.toContain('open-1');
  });

  it('sees what another hub made and changed', async () => {
    const other = await openHub(testDatabase.url);
    try {
      await other.directory.start();
      const { id, webhookPath } = await newShop();
      const key = keyIn(webhookPath);
      expect((await other.directory.byWebhookKey('shop', key))?.account.id).toBe(id);
      await hub.accounts.change(id, { paused: true });
      await other.directory.refresh();
      expect(other.directory.peekWebhookKey('shop', key)?.paused).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('sees a change that commits after a later-stamped one', async () => {
    const [first, second] = [await newShop(), await newShop()];
    const pause = (id: string, at: string) => ({
      text: 'UPDATE accounts SET paused = true, updated_at = $2 WHERE id = $1',
      values: [id, at],
    });
    await hub.database.transaction(async (sql) => {
      await sql.rows(pause(first.id, '2020-01-01Z'));
      await hub.database.rows(pause(second.id, '2030-01-01Z'));
      await hub.directory.refresh();
      expect(hub.directory.pausedIds()).toEqual([second.id]);
    });
    await hub.directory.refresh();
    expect(hub.directory.pausedIds().sort()).toEqual([first.id, second.id].sort());
  });

  it('leaves out an account that cannot be read, says so, and goes on with the others', async () => {
    const bad = await newShop();
    const good = await newShop();
    await hub.database.rows({
      text: `UPDATE accounts SET secrets = set_byte(secrets, 40, 1 + get_byte(secrets, 40) % 255) WHERE id = $1`,
      values: [bad.id],
    });
    await hub.directory.refresh();
    expect(await hub.directory.byId(bad.id)).toBeUndefined();
    expect((await hub.directory.byId(good.id))?.account.id).toBe(good.id);
    expect(hub.faults.join()).toContain(bad.id);
  });

  it('refuses to start with another database’s master key', async () => {
    await newShop();
    const other = await openHub(testDatabase.url, { masterKeys: [masterKey(6)] });
    await expect(other.directory.start()).rejects.toBeInstanceOf(SecretError);
    await other.close();
  });

  it('gives an account the defaults of fields that its connector gained later', async () => {
    const { id } = await newShop();
    const colour = { name: 'colour', ...said(''), type: 'text', default: 'red' } as const;
    const grown = { ...shop, configFields: [...shop.configFields, colour] };
    const other = await openHub(testDatabase.url, { connectors: [grown, reports] });
    expect((await other.directory.byId(id))?.account.config).toMatchObject({ ...CONFIG, colour: 'red' });
    await other.close();
  });
});
