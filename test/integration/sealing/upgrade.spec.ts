import { hkdfSync } from 'node:crypto';
import { accountKeyName } from '#accounts/accounts/account-secrets.js';
import { ContactKey } from '#ledger/contact-key.js';
import { encrypt } from '#sealing/cipher.js';
import { CONTACT_KEY } from '#sealing/contact-key-adoption.js';
import { envelopeOf } from '#sealing/envelope.js';
import { SecretError } from '#sealing/secret-error.js';
import { PAID_AT } from '../../factories/observations.js';
import { CONFIG, openHub } from '../accounts/accounts-fixture.js';
import { NEW, OLD, type SealingWorld, sealingWorld, WEBHOOK_KEY } from './sealing-world.js';

let world: SealingWorld;

beforeEach(async () => (world = await sealingWorld()));
afterEach(() => world.end());

/** By which hubs before 0.4.0 hashed phones. */
const derivedKey = (master: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'suanpan contact key', 32));

it('what was sealed under the master key itself is read, and moved under a data key of its account', async () => {
  const [direct, other] = [await world.account('direct'), await world.account('other')];
  await world.sealDirectly(direct);
  const before = await world.sealed(other);
  expect(envelopeOf(await world.sealed(direct))).toBeUndefined();

  await world.hub.directory.refresh();
  expect((await world.hub.directory.byId(direct))?.account.config['openKey']).toBe(CONFIG.openKey);
  expect(world.hub.directory.peekWebhookKey('shop', WEBHOOK_KEY)).toBeUndefined(); // its hash was not planted

  const { keyring, moved, faults } = await world.prepare(NEW, OLD);
  expect({ moved, faults }).toEqual({ moved: 1, faults: [] });
  const sealed = await world.sealed(direct);
  expect(envelopeOf(sealed)?.keyId).toBe(keyring.named(accountKeyName(direct)).id);
  expect(JSON.parse(keyring.open(direct, sealed).toString())).toMatchObject({ webhookKey: WEBHOOK_KEY });
  expect(await world.sealed(other)).toEqual(before);
  expect(await world.prepare(NEW, OLD)).toMatchObject({ moved: 0, faults: [] });

  const later = await openHub(world.url, { masterKeys: [NEW, OLD] });
  await later.directory.start();
  expect((await later.directory.byId(direct))?.account.config['openKey']).toBe(CONFIG.openKey);
  await later.close();
});

it('is moved once where two hubs start at the same moment, and one that cannot be read is left and told of', async () => {
  const ids = await Promise.all(['a', 'b', 'c', 'd'].map((name) => world.account(name)));
  for (const id of ids) await world.sealDirectly(id);
  await world.sealDirectly(ids[3]!, NEW.bytes);
  const both = await Promise.all([world.prepare(OLD), world.prepare(OLD)]);
  expect(both[0].moved + both[1].moved).toBe(3);
  for (const { faults, unreadable } of both) {
    expect(faults).toEqual([expect.stringContaining(ids[3]!)]);
    expect(unreadable).toHaveLength(1);
  }
  for (const { keyring } of both)
    for (const id of ids.slice(0, 3))
      expect(JSON.parse(keyring.open(id, await world.sealed(id)).toString()).webhookKey).toBe(WEBHOOK_KEY);
});

it('a change of an account that is sealed under the master key itself seals it under its data key', async () => {
  const id = await world.account('direct');
  await world.sealDirectly(id);
  const hub = await openHub(world.url, { masterKeys: [OLD] });
  await hub.accounts.change(id, { name: 'changed' });
  expect(envelopeOf(await world.sealed(id))).toBeDefined();
  expect((await hub.directory.byId(id))?.account.config['openKey']).toBe(CONFIG.openKey);
  await hub.close();
});

it('phones that were hashed before are found after, and a contact that is told again adds no entry', async () => {
  const id = await world.account('shop');
  await world.sealDirectly(id);
  await world.record(new ContactKey(derivedKey(OLD.bytes)), id, PAID_AT);
  const { keyring } = await world.prepare(NEW, OLD);
  expect(keyring.named(CONTACT_KEY).bytes).toEqual(derivedKey(OLD.bytes));
  const key = new ContactKey(keyring.named(CONTACT_KEY).bytes);
  expect(await world.found(key)).toBe(1);
  await world.record(key, id, new Date(PAID_AT.getTime() + 60_000));
  expect(await world.entries()).toBe(1);
  expect(await world.found(new ContactKey(derivedKey(NEW.bytes)))).toBe(0);
});

it('a database in which nobody was hashed yet gets a key that no master key leads to', async () => {
  const { keyring } = await world.prepare(OLD);
  expect(keyring.named(CONTACT_KEY).bytes).not.toEqual(derivedKey(OLD.bytes));
  const again = await world.prepare(OLD);
  expect(again.keyring.named(CONTACT_KEY).bytes).toEqual(keyring.named(CONTACT_KEY).bytes);
});

it('without the master key of before, or with another one as 0, nothing is hashed and the hub does not start', async () => {
  const id = await world.account('shop');
  await world.sealDirectly(id);
  await world.record(new ContactKey(derivedKey(OLD.bytes)), id, PAID_AT);
  await expect(world.prepare(NEW)).rejects.toThrow(SecretError);
  await expect(world.prepare({ ...NEW, id: '0' })).rejects.toThrow('HUB_MASTER_KEY is not the key');
  const { keyring } = await world.prepare(OLD);
  expect(keyring.named(CONTACT_KEY).bytes).toEqual(derivedKey(OLD.bytes));
});

it('a data key whose bytes are damaged takes its own account along alone', async () => {
  const [bad, good] = [await world.account('bad'), await world.account('good')];
  await world.database.rows({
    text: 'UPDATE data_keys SET wrapped = set_byte(wrapped, 20, 1 + get_byte(wrapped, 20) % 255) WHERE name = $1',
    values: [accountKeyName(bad)],
  });
  const { keyring, unreadable } = await world.prepare(OLD);
  expect(unreadable).toHaveLength(1);
  expect(() => keyring.open(good, encrypt(OLD.bytes, good, Buffer.from('x')))).not.toThrow();
  const hub = await openHub(world.url, { masterKeys: [OLD] });
  await hub.directory.start();
  expect(hub.directory.all().map(({ account }) => account.id)).toEqual([good]);
  expect(hub.faults.join()).toContain(bad);
  await hub.close();
});
