import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import type { KeyWish } from '#accounts/keys/new-api-key.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const MINUTE_MS = 60_000;
const NEVER = { refreshEveryMs: 2 ** 30, onFault: () => undefined };
const NOWHERE = '00000000-0000-7000-8000-000000000000';
const STORE = '00000000-0000-7000-8000-00000000000a';

/** Of two hubs, each with its own view; what refreshes it is asked for by hand, and so is the time. */
let created: TestDatabase;
let database: Database;
let statements: string[];
let elapsedMs: number;
const started = new Date('2026-11-30T08:00:00Z');
const now = () => new Date(started.getTime() + elapsedMs);
const clock = { now, latest: now };
let keys: ApiKeysService;
let other: ApiKeysService;

beforeAll(async () => {
  created = await createTestDatabase();
  const observe = (name: string | undefined) => void statements.push(name ?? '');
  database = new Database({ url: created.url, max: 4, name: 'test', observe }, () => undefined);
  statements = [];
  await database.rows({
    text: `INSERT INTO stores (id, code, name, time_zone, created_at, updated_at) VALUES ($1, 'S1', 'S1', 'Asia/Shanghai', now(), now())`,
    values: [STORE],
  });
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

const hub = async () => {
  const service = new ApiKeysService(database, clock, NEVER, () => elapsedMs);
  await service.start();
  return service;
};
beforeEach(async () => {
  statements = [];
  elapsedMs = 0;
  await database.rows({ text: 'TRUNCATE api_keys, sessions' });
  [keys, other] = [await hub(), await hub()];
});
afterEach(() => {
  keys.stop();
  other.stop();
});

const wish = (change: Partial<KeyWish> = {}): KeyWish => ({
  ...{ name: 'till screen', role: 'viewer', stores: null, expiresAt: null },
  ...change,
});
const admin = wish({ name: 'head office', role: 'admin' });
const inMinutes = (minutes: number) => new Date(started.getTime() + minutes * MINUTE_MS);

describe('an API key', () => {
  it('is shown once, verified by its hash, and worth nothing within five seconds of being revoked elsewhere', async () => {
    await keys.create(admin);
    const { id, key } = await keys.create(wish());
    expect(await other.verify(key)).toMatchObject({ id });
    const stored = await database.rows({ text: 'SELECT api_keys::text FROM api_keys' });
    const listed = JSON.stringify([await keys.list({ limit: 10 }), stored]);
    expect(listed).toContain('till screen');
    expect(listed).not.toContain(key);
    await keys.revoke(id);
    expect(await keys.verify(key)).toBeUndefined();
    elapsedMs += 5_000;
    expect(await other.verify(key)).toBeUndefined();
    expect(other.accessOf(id)).toBeUndefined();
  });

  it('fails, and is not held to be one, where the database was not seen for long', async () => {
    const { key } = await keys.create(wish());
    elapsedMs += 5_000;
    const away = new Database({ url: created.url, max: 1, name: 'away' }, () => undefined);
    const blind = new ApiKeysService(away, clock, NEVER, () => elapsedMs);
    await blind.start();
    expect(await blind.verify(key)).toBeDefined();
    await away.close();
    expect(await blind.verify(key)).toBeDefined();
    elapsedMs += 5_000;
    await expect(blind.verify(key)).rejects.toThrow();
    blind.stop();
  });

  it('has the role and the stores that it was made for', async () => {
    const { id, key } = await keys.create(wish({ role: 'operator', stores: [STORE] }));
    expect(await other.verify(key)).toEqual({
      ...{ id, access: { role: 'operator', stores: [STORE] }, expiresAt: null, lastUsedAt: null },
    });
    expect(await keys.list({ limit: 9 })).toMatchObject([
      { role: 'operator', stores: [STORE], revokedAt: null },
    ]);
  });

  it('is worth nothing once it has expired, and neither are its sessions', async () => {
    const sessions = new SessionsService(database, clock, NEVER, () => elapsedMs);
    await sessions.start();
    const { id, key } = await keys.create(wish({ expiresAt: inMinutes(30) }));
    const { token } = await sessions.begin({ kind: 'key', id }, '');
    expect(await sessions.verify(token)).toMatchObject({ endsAt: inMinutes(30) });
    elapsedMs = 30 * MINUTE_MS - 1;
    expect(await keys.verify(key)).toBeDefined();
    elapsedMs += 1;
    expect([await keys.verify(key), keys.accessOf(id)]).toEqual([undefined, undefined]);
    expect(await sessions.verify(token)).toBeUndefined();
    sessions.stop();
  });

  it.each([
    ['an admin’s with stores', { role: 'admin', stores: [STORE] }, 'storeIds', 'admin_has_all_stores'],
    ['one for no store', { stores: [] }, 'storeIds', 'must_not_be_empty'],
    ['one for a store that is none', { stores: [STORE, NOWHERE] }, 'storeIds', 'store_not_there'],
    ['one that has expired', { expiresAt: started }, 'expiresAt', 'must_lie_ahead'],
    ['one without a name', { name: ' ' }, 'name', 'must_not_be_blank'],
  ] as const)('is refused: %s', async (_what, change, field, code) => {
    await expect(keys.create(wish(change))).rejects.toMatchObject({ faults: [{ field, code }] });
  });

  it('that is the last that administers cannot be revoked', async () => {
    const { id } = await keys.create(admin);
    await keys.create(wish({ role: 'operator' }));
    // One that expires leaves nobody behind.
    await keys.create({ ...admin, expiresAt: inMinutes(60) });
    await expect(keys.revoke(id)).rejects.toBeInstanceOf(ConflictError);
    await expect(keys.revoke(NOWHERE)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('shows when it was used last, written at most once a minute', async () => {
    const { id, key } = await keys.create(wish());
    for (let at = 0; at < 300; at += 1) {
      elapsedMs += 1_000;
      await keys.verify(key);
    }
    elapsedMs += 5_000;
    await keys.verify(key);
    const written = statements.filter((name) => name === 'api_key_uses').length;
    expect([written > 0, written <= 6]).toEqual([true, true]);
    const [{ lastUsedAt } = {}] = await keys.list({ limit: 1 });
    expect([id, lastUsedAt! > inMinutes(4)]).toEqual([id, true]);
  });

  it('goes on where that it was used cannot be written, which is told once', async () => {
    const told: string[] = [];
    const full = new ApiKeysService(
      database,
      clock,
      { ...NEVER, onFault: (message) => void told.push(message) },
      () => elapsedMs,
    );
    await full.start();
    const { id, key } = await full.create(wish());
    await database.rows({
      text: `CREATE FUNCTION refuse_use() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no space left''; END'`,
    });
    await database.rows({
      text: 'CREATE TRIGGER refuse_use BEFORE UPDATE ON api_keys FOR EACH ROW EXECUTE FUNCTION refuse_use()',
    });
    for (let minutes = 0; minutes < 5; minutes += 1) {
      elapsedMs += MINUTE_MS;
      expect(await full.verify(key)).toMatchObject({ id });
    }
    expect(told).toEqual([expect.stringContaining('no space left')]);
    await database.rows({ text: 'DROP TRIGGER refuse_use ON api_keys' });
    full.stop();
  });

  it('from the environment administers, is made once, is valid again after it was revoked, and ends the one before', async () => {
    await keys.create(admin);
    const key = 'e'.repeat(40);
    const id = await keys.ensureFromEnvironment(key);
    expect(await keys.ensureFromEnvironment(key)).toBe(id);
    expect(await keys.verify(key)).toMatchObject({ id, access: { role: 'admin', stores: null } });
    await keys.revoke(id);
    await keys.ensureFromEnvironment(key);
    const next = await keys.ensureFromEnvironment('f'.repeat(40));
    expect([await keys.verify(key), (await keys.verify('f'.repeat(40)))?.id]).toEqual([undefined, next]);
    const shown = (await keys.list({ limit: 9 })).filter(({ isFromEnvironment }) => isFromEnvironment);
    expect(new Map(shown.map((one) => [one.id, one.revokedAt]))).toEqual(
      new Map([
        [id, expect.any(Date)],
        [next, null],
      ]),
    );
  });
});
