import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import { deleteOldSessions } from '#accounts/keys/sessions.store.js';
import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const MINUTE_MS = 60_000;
const READER = { name: 'browser', role: 'viewer', stores: null, expiresAt: null } as const;
const NEVER = { refreshEveryMs: 2 ** 30, onFault: () => undefined };

/** Of two hubs, each with its own view; what refreshes it is asked for by hand, and so is the time. */
let created: TestDatabase;
let database: Database;
let statements: string[];
let elapsedMs: number;
const started = new Date('2026-11-30T08:00:00Z');
const clock = {
  now: () => new Date(started.getTime() + elapsedMs),
  latest: () => new Date(started.getTime() + elapsedMs),
};
let keys: ApiKeysService;
let sessions: SessionsService;

beforeAll(async () => {
  created = await createTestDatabase();
  const observe = (name: string | undefined) => void statements.push(name ?? '');
  database = new Database({ url: created.url, max: 4, name: 'test', observe }, () => undefined);
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

const hub = async () => {
  const itsKeys = new ApiKeysService(database, clock, NEVER);
  const itsSessions = new SessionsService(database, clock, NEVER, () => elapsedMs);
  await itsKeys.start();
  await itsSessions.start();
  return { keys: itsKeys, sessions: itsSessions };
};

beforeEach(async () => {
  statements = [];
  elapsedMs = 0;
  await database.rows({ text: 'TRUNCATE sessions' });
  ({ keys, sessions } = await hub());
});
afterEach(() => {
  keys.stop();
  sessions.stop();
});

const signIn = async (of = sessions) => {
  const { id: keyId } = await keys.create(READER);
  const { id, token } = await of.begin({ kind: 'key', id: keyId }, 'Firefox');
  return { id, token, keyId };
};

describe('a session', () => {
  it('is of its actor, and nobody’s who has another token', async () => {
    const { id, token, keyId } = await signIn();
    expect(await sessions.verify(token)).toMatchObject({
      id,
      actor: { kind: 'key', id: keyId, name: 'browser' },
      access: { role: 'viewer', stores: null },
      client: 'Firefox',
    });
    expect(await sessions.verify('A'.repeat(43))).toBeUndefined();
    const [row] = await database.rows<{ text: string }>({
      text: 'SELECT sessions::text AS text FROM sessions',
    });
    expect(row?.text).not.toContain(token);
  });

  it('ends by itself after twelve hours, however much it is used', async () => {
    const { id, token } = await signIn();
    for (; elapsedMs < 12 * 60 * MINUTE_MS; elapsedMs += 30 * MINUTE_MS)
      expect(await sessions.verify(token)).toBeDefined();
    expect(await sessions.verify(token)).toBeUndefined();
    expect(sessions.accessOf(id)).toBeUndefined();
    expect(await sessions.list({ limit: 9 })).toEqual([]);
  });

  it('ends after an hour without use; that it is looked at is no use', async () => {
    const { id, token } = await signIn();
    elapsedMs = 59 * MINUTE_MS;
    expect(sessions.accessOf(id)).toBeDefined();
    elapsedMs = 60 * MINUTE_MS;
    expect(sessions.accessOf(id)).toBeUndefined();
    expect(await sessions.verify(token)).toBeUndefined();
  });

  it('goes on in another hub by what it was used for in this one', async () => {
    const other = await hub();
    const { token } = await signIn();
    elapsedMs = 50 * MINUTE_MS;
    await sessions.verify(token);
    elapsedMs = 51 * MINUTE_MS;
    await sessions.verify(token);
    elapsedMs = 100 * MINUTE_MS;
    expect(await other.sessions.verify(token)).toBeDefined();
    other.sessions.stop();
    other.keys.stop();
  });

  it('is written at most once a minute, however much it is used', async () => {
    const { token } = await signIn();
    statements = [];
    for (let at = 0; at < 300; at += 1) {
      elapsedMs += 1_000;
      await sessions.verify(token);
      await sessions.verify('B'.repeat(43));
    }
    expect(statements.filter((name) => name === 'session_uses').length).toBeLessThanOrEqual(5);
    expect(statements.filter((name) => name === 'session_uses').length).toBeGreaterThan(0);
  });

  it('that was ended elsewhere is over here within five seconds', async () => {
    const other = await hub();
    const { id, token } = await signIn(other.sessions);
    expect(await sessions.verify(token)).toBeDefined();
    await other.sessions.end(id);
    await expect(other.sessions.end(id)).rejects.toThrow('there is no session');
    expect(await other.sessions.verify(token)).toBeUndefined();
    elapsedMs += 5_000;
    expect(await sessions.verify(token)).toBeUndefined();
    other.sessions.stop();
    other.keys.stop();
  });

  it('ends with its key within five seconds, and does not begin again with it', async () => {
    const other = await hub();
    const actor = { kind: 'key', id: await keys.ensureFromEnvironment('x'.repeat(40)) } as const;
    await keys.create({ ...READER, role: 'admin' });
    await signIn();
    const { id, token } = await sessions.begin(actor, '');
    expect(await other.sessions.verify(token)).toBeDefined();
    await keys.revoke(actor.id);
    await sessions.refresh();
    expect(sessions.accessOf(id)).toBeUndefined();
    expect(await sessions.verify(token)).toBeUndefined();
    elapsedMs += 5_000;
    expect(await other.sessions.verify(token)).toBeUndefined();
    await keys.ensureFromEnvironment('x'.repeat(40));
    elapsedMs += 5_000;
    expect(await sessions.verify(token)).toBeUndefined();
    other.sessions.stop();
    other.keys.stop();
  });

  it('is one of a hundred of its actor: one more ends the one that was used longest ago', async () => {
    const { keyId, token: first } = await signIn();
    elapsedMs += 1;
    const { token: second } = await sessions.begin({ kind: 'key', id: keyId }, '');
    for (let at = 0; at < 99; at += 1) {
      elapsedMs += 1;
      await sessions.begin({ kind: 'key', id: keyId }, '');
    }
    expect(await sessions.verify(first)).toBeUndefined();
    expect(await sessions.verify(second)).toBeDefined();
    expect(await sessions.list({ limit: 200 })).toHaveLength(100);
  });

  it('keeps of the browser’s words what can be kept, in one line', async () => {
    const { id: keyId } = await keys.create(READER);
    await sessions.begin({ kind: 'key', id: keyId }, `a\nb\0${'x'.repeat(400)}`);
    const [session] = await sessions.list({ limit: 1 });
    expect(session?.client).toBe(`a b ${'x'.repeat(196)}`);
  });

  it('is deleted a month after its end', async () => {
    await signIn();
    const count = async () => (await database.rows({ text: 'SELECT 1 FROM sessions' })).length;
    const month = 30 * 24 * 60 * MINUTE_MS;
    await deleteOldSessions(database, new Date(started.getTime() + month));
    expect(await count()).toBe(1);
    await deleteOldSessions(database, new Date(started.getTime() + month + 12 * 60 * MINUTE_MS + 1));
    expect(await count()).toBe(0);
  });
});
