import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { SessionsService } from '#accounts/keys/sessions.service.js';
import { PasswordWork } from '#accounts/users/password-work.js';
import { CredentialGoneError, PasswordsService } from '#accounts/users/passwords.service.js';
import { type UserChange, UsersService } from '#accounts/users/users.service.js';
import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const NEVER = { refreshEveryMs: 2 ** 30, onFault: () => undefined };
const PASSWORD = 'seven grey kettles sing';
const OTHER_PASSWORD = 'nine slow ferries turn west';

let created: TestDatabase;
let database: Database;
let elapsedMs = 0;
const started = new Date('2026-11-30T08:00:00Z');
const now = () => new Date(started.getTime() + elapsedMs);
const clock = { now, latest: now };
let sessions: SessionsService;
let users: UsersService;
let passwords: PasswordsService;

beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 8, name: 'test' }, () => undefined);
  sessions = new SessionsService(database, clock, NEVER);
  await sessions.start();
  users = new UsersService(database, clock, sessions);
  passwords = new PasswordsService(database, clock, new PasswordWork(), sessions);
});
afterAll(async () => {
  sessions.stop();
  await database.close();
  await created.drop();
});
beforeEach(async () => {
  elapsedMs += 1_000;
  await database.rows({ text: 'TRUNCATE users, password_links, sessions, api_keys' });
});

async function person(name: string, role: 'admin' | 'viewer' = 'viewer'): Promise<string> {
  const { user, link } = await users.create({ name, role, stores: null });
  await passwords.setByLink(link.token, PASSWORD);
  elapsedMs += 1_000;
  return user.id;
}

const TAKEN_AWAY: readonly (readonly [how: string, change: UserChange])[] = [
  ['disables', { disabled: true }],
  ['demotes', { role: 'viewer' }],
];

it.each(TAKEN_AWAY)('of two admins of whom each %s the other at once, one stays', async (_how, change) => {
  for (let round = 0; round < 5; round += 1) {
    await database.rows({ text: 'TRUNCATE users, password_links, sessions' });
    const [one, other] = [await person('one', 'admin'), await person('other', 'admin')];
    const done = await Promise.allSettled([users.change(one, change), users.change(other, change)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ name: 'ConflictError', said: { code: 'last_administrator' } });
  }
});

it('of a key and a user who administer, each taken away at once, one stays', async () => {
  const keys = new ApiKeysService(database, clock, NEVER);
  await keys.start();
  try {
    const { id } = await keys.create({ name: 'k', role: 'admin', stores: null, expiresAt: null });
    const boss = await person('boss', 'admin');
    const done = await Promise.allSettled([keys.revoke(id), users.change(boss, { disabled: true })]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await keys.isAdministered()).toBe(true);
  } finally {
    keys.stop();
  }
});

it.each([
  ['was disabled', (id: string) => users.change(id, { disabled: true })],
  ['was reset', (id: string) => users.renewLink(id)],
])(
  'no session begins by a password that was right a moment ago, of a user who %s since',
  async (_how, act) => {
    const id = await person('li');
    const credential = await passwords.verify('LI', PASSWORD);
    expect(credential).toMatchObject({ id, name: 'li' });
    await act(id);
    const beginning = sessions.begin({ kind: 'user', id }, '', passwords.stillHolds(credential!));
    await expect(beginning).rejects.toThrow(CredentialGoneError);
    expect(await sessions.list({ limit: 10 })).toEqual([]);
  },
);

it('of two who change one password at once, one does, and the other is told', async () => {
  const id = await person('li');
  const { id: sessionId } = await sessions.begin({ kind: 'user', id }, '');
  const change = (password: string) => passwords.change(id, { oldPassword: PASSWORD, password }, sessionId);
  const done = await Promise.allSettled([change(OTHER_PASSWORD), change('four blue lamps hum softly')]);
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await passwords.verify('li', PASSWORD)).toBeUndefined();
});

it('a link is worth nothing a day after it was made', async () => {
  const { link } = await users.create({ name: 'late', role: 'viewer', stores: null });
  elapsedMs += 24 * 3_600_000 - 1;
  expect(await passwords.linkOf(link.token)).toMatchObject({ name: 'late' });
  elapsedMs += 1;
  await expect(passwords.setByLink(link.token, PASSWORD)).rejects.toMatchObject({
    said: { code: 'link_not_valid' },
  });
});

it('who is enabled again signs in by the password of before, and not by a session or a link of before', async () => {
  const id = await person('li');
  const { token } = await sessions.begin({ kind: 'user', id }, '');
  await users.change(id, { disabled: true });
  expect(await passwords.verify('li', PASSWORD)).toBeUndefined();
  await users.change(id, { disabled: false });
  expect(await passwords.verify('li', PASSWORD)).toMatchObject({ id });
  expect(await sessions.verify(token)).toBeUndefined();
});
