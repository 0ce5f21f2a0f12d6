import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, type Hub, openHub } from './accounts-fixture.js';

const START = new Date('2026-11-30T08:00:00Z');
const HOUR_MS = 3_600_000;

let testDatabase: TestDatabase;
let hub: Hub;
let other: Hub;
let now: Date;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

beforeEach(async () => {
  now = START;
  const clock = { now: () => now, latest: () => now };
  hub = await openHub(testDatabase.url, { clock });
  other = await openHub(testDatabase.url, { clock });
});
afterEach(async () => {
  await hub.close();
  await other.close();
});

const hours = (count: number): Date => new Date(START.getTime() + count * HOUR_MS);
const newShop = () => hub.accounts.create({ connector: 'shop', name: 'Shop', config: CONFIG });
const keyIn = (path: string | null | undefined): string => path?.split('/').at(-1) ?? '';
/** Whose deliveries a hub takes at such an address. */
const at = async (of: Hub, key: string): Promise<string | undefined> => {
  await of.directory.refresh();
  return (await of.directory.byWebhookKey('shop', key))?.account.id;
};

it('a renewed address and the one before both work, in every hub, until the time that was stated', async () => {
  const { id, webhookPath } = await newShop();
  const renewed = await hub.addresses.renew(id, hours(24));
  const [old, key] = [keyIn(webhookPath), keyIn(renewed.webhookPath)];
  expect(key).not.toBe(old);
  expect(renewed.oldWebhook).toEqual({ path: webhookPath, until: hours(24) });
  expect(await hub.accounts.get(id)).toEqual(renewed);
  for (const one of [hub, other]) expect([await at(one, old), await at(one, key)]).toEqual([id, id]);
  expect(other.secrets).toEqual(expect.arrayContaining([old, key]));

  now = new Date(hours(24).getTime() - 1);
  expect(hub.directory.peekWebhookKey('shop', old)?.account.id).toBe(id);
  now = hours(24);
  for (const one of [hub, other]) expect([await at(one, old), await at(one, key)]).toEqual([undefined, id]);
  expect((await hub.accounts.get(id)).oldWebhook).toBeNull();
});

it('an old address is ended before its time, and is then unknown as any other', async () => {
  const { id, webhookPath } = await newShop();
  const { webhookPath: renewed } = await hub.addresses.renew(id, hours(24));
  const ended = await hub.addresses.endOld(id);
  expect(ended).toMatchObject({ webhookPath: renewed, oldWebhook: null });
  expect(hub.directory.peekWebhookKey('shop', keyIn(webhookPath))).toBeUndefined();
  expect(await at(other, keyIn(webhookPath))).toBeUndefined();
  const stored = await hub.database.rows<{ hash: unknown; until: unknown }>({
    text: 'SELECT old_webhook_key_hash AS hash, old_webhook_until AS until FROM accounts WHERE id = $1',
    values: [id],
  });
  expect(stored).toEqual([{ hash: null, until: null }]);
  await expect(hub.addresses.endOld(id)).rejects.toBeInstanceOf(ConflictError);
});

it('other changes leave both as they are, and forget one that is over', async () => {
  const { id, webhookPath } = await newShop();
  const { oldWebhook } = await hub.addresses.renew(id, hours(1));
  const changed = await hub.accounts.change(id, { name: 'Another', config: { openKey: 'another-key' } });
  expect(changed.oldWebhook).toEqual(oldWebhook);
  expect(await at(other, keyIn(webhookPath))).toBe(id);
  now = hours(2);
  await hub.accounts.change(id, { name: 'A third' });
  const [row] = await hub.database.rows<{ hash: unknown }>({
    text: 'SELECT old_webhook_key_hash AS hash FROM accounts WHERE id = $1',
    values: [id],
  });
  expect(row?.hash).toBeNull();
});

it('beside an old address there is no further one, unless all of before are to go at once', async () => {
  const { id, webhookPath } = await newShop();
  const first = await hub.addresses.renew(id, hours(24));
  await expect(hub.addresses.renew(id, hours(48))).rejects.toThrow('2026-12-01T08:00:00.000Z');
  expect((await hub.accounts.get(id)).webhookPath).toBe(first.webhookPath);
  const last = await hub.addresses.renew(id, undefined);
  expect(last.oldWebhook).toBeNull();
  for (const gone of [webhookPath, first.webhookPath]) expect(await at(other, keyIn(gone))).toBeUndefined();
  expect(await at(other, keyIn(last.webhookPath))).toBe(id);
  await hub.addresses.renew(id, hours(24));
  expect((await hub.accounts.change(id, { newWebhookKey: true })).oldWebhook).toBeNull();
});

it.each([
  ['now', START, 'must lie in the future'],
  ['the past', hours(-1), 'must lie in the future'],
  ['farther than 90 days', hours(90 * 24 + 1), 'must not be more than 90 days ahead'],
])('does not work until %s', async (_what, until, why) => {
  const before = await newShop();
  const refused = await hub.addresses.renew(before.id, until).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(InvalidFieldsError);
  expect((refused as InvalidFieldsError).faults).toMatchObject([{ field: 'oldUntil', message: why }]);
  expect(await hub.accounts.get(before.id)).toEqual(before);
});

it('is for accounts that are there, and take deliveries', async () => {
  const id = '018c0000-0000-7000-8000-000000000000';
  await expect(hub.addresses.renew(id, hours(1))).rejects.toBeInstanceOf(NotFoundError);
  await expect(hub.addresses.endOld(id)).rejects.toBeInstanceOf(NotFoundError);
  const config = { openId: 'a', openKey: 'the-open-key' };
  const sink = await hub.accounts.create({ connector: 'reports', name: 'Sink', config });
  await expect(hub.addresses.renew(sink.id, undefined)).rejects.toBeInstanceOf(ConflictError);
  expect(await hub.database.rows({ text: `SELECT FROM data_keys WHERE name = 'account:${id}'` })).toEqual([]);
});
