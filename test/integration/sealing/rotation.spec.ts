import { ContactKey } from '#ledger/contact-key.js';
import { CONTACT_KEY } from '#sealing/contact-key-adoption.js';
import { KeyHolding } from '#sealing/key-holding.js';
import { MasterKeys } from '#sealing/master-keys.js';
import { RotationRefused } from '#sealing/rotating.js';
import { SecretError } from '#sealing/secret-error.js';
import { rotateKeys } from '../../../apps/hub/src/keys/key-rotation.js';
import { PAID_AT } from '../../factories/observations.js';
import { masterKey } from '../../support/open-keyring.js';
import { CONFIG, openHub } from '../accounts/accounts-fixture.js';
import { type Keys, NEW, OLD, type SealingWorld, sealingWorld } from './sealing-world.js';

let world: SealingWorld;

beforeEach(async () => (world = await sealingWorld()));
afterEach(() => world.end());

const rotated = (...masterKeys: Keys) => rotateKeys({ databaseUrl: world.url, masterKeys });

/** A hub that shows these master keys. */
async function running(id: string, ...keys: Keys): Promise<KeyHolding> {
  const holding = new KeyHolding(world.database, id, new MasterKeys(keys), () => undefined);
  await holding.start();
  return holding;
}

const wrappedUnder = async (): Promise<Record<string, number>> => {
  const rows = await world.database.rows<{ id: string; count: number }>({
    text: 'SELECT master_key_id AS id, count(*)::int AS count FROM data_keys GROUP BY 1',
  });
  return Object.fromEntries(rows.map(({ id, count }) => [id, count]));
};

it('wraps all data keys under the first key, says what is next, and finds nothing to do the second time', async () => {
  const direct = await world.account('direct');
  await world.account('other');
  await world.sealDirectly(direct);
  expect(await rotated(NEW, OLD)).toEqual([
    'Moved into envelopes, of what was sealed before 0.4.0: 1.',
    'Data keys wrapped anew under "2027": 1.',
    'Data keys that "2027" wraps now: 5.',
    expect.stringMatching(/^Next: take "0" out of HUB_MASTER_KEY of every hub/),
  ]);
  expect(await wrappedUnder()).toEqual({ '2027': 5 });
  expect(await rotated(NEW, OLD)).toContain('Data keys wrapped anew under "2027": 0.');
  expect(await rotated(NEW)).toContain('HUB_MASTER_KEY has no other key: nothing is left to be done.');
});

it('leaves nothing that the old key opens, and all to the new one', async () => {
  const id = await world.account('shop');
  const before = await world.prepare(OLD);
  const key = new ContactKey(before.keyring.named(CONTACT_KEY).bytes);
  await world.record(key, id, PAID_AT);
  const sealed = await world.sealed(id);
  await rotated(NEW, OLD);

  // Not a row that was sealed is another one, and what was in memory is of use still.
  expect(await world.sealed(id)).toEqual(sealed);
  expect(before.keyring.open(id, sealed).toString()).toContain(CONFIG.openKey);

  const withOld = await openHub(world.url, { masterKeys: [OLD] });
  await expect(withOld.directory.start()).rejects.toThrow(SecretError);
  expect(withOld.directory.all()).toEqual([]);
  await expect(withOld.accounts.get(id)).rejects.toThrow(SecretError);
  await expect(world.prepare(OLD)).rejects.toThrow(
    '4 of 4 data keys of this database are wrapped under the master key "2027", which HUB_MASTER_KEY does not hold',
  );
  await withOld.close();

  const withNew = await openHub(world.url, { masterKeys: [NEW] });
  await withNew.directory.start();
  expect((await withNew.directory.byId(id))?.account.config['openKey']).toBe(CONFIG.openKey);
  const { keyring } = await world.prepare(NEW);
  const after = new ContactKey(keyring.named(CONTACT_KEY).bytes);
  expect(await world.found(after)).toBe(1);
  await world.record(after, id, new Date(PAID_AT.getTime() + 60_000));
  expect(await world.entries()).toBe(1);
  await withNew.close();
});

it('refuses while a hub runs that would be cut off, or would undo it, and names it', async () => {
  await world.account('shop');
  const unknowing = await running('hub-one', OLD);
  await running('hub-two', NEW, OLD);
  await running('hub-three', OLD, NEW);
  const refused = await rotated(NEW, OLD).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RotationRefused);
  expect((refused as Error).message.split('\n')).toEqual([
    expect.stringMatching(/^The hub hub-one does not know the master key "2027"/),
    expect.stringMatching(/^The hub hub-three writes with "0" still/),
  ]);
  expect(await wrappedUnder()).toEqual({ '0': 4 });

  await unknowing.stop();
  await world.database.rows({
    text: `UPDATE key_holders SET seen_at = seen_at - interval '1 minute' WHERE instance_id = 'hub-three'`,
  });
  await rotated(NEW, OLD);
  expect(await wrappedUnder()).toEqual({ '2027': 4 });
});

it('writes with the old key as long as a hub runs that does not know the new one', async () => {
  const unknowing = await running('hub-one', OLD);
  const second = await openHub(world.url, { masterKeys: [NEW, OLD] });
  const made = await second.accounts.create({ connector: 'shop', name: 'made meanwhile', config: CONFIG });
  await world.hub.directory.refresh();
  expect((await world.hub.directory.byId(made.id))?.account.name).toBe('made meanwhile');
  await unknowing.stop();
  await second.accounts.create({ connector: 'shop', name: 'made after', config: CONFIG });
  expect(await wrappedUnder()).toEqual({ '0': 1, '2027': 1 });
  await second.close();
});

it('goes on where it was cut off, and has no use for a key that wraps nothing', async () => {
  for (const name of ['a', 'b', 'c']) await world.account(name);
  await rotated(NEW, OLD);
  await world.account('d'); // by a hub of the test, which has the old key alone and shows nothing
  expect(await wrappedUnder()).toEqual({ '0': 1, '2027': 6 });
  expect(await rotated(NEW, OLD, masterKey(9, 'spare'))).toContain('Data keys wrapped anew under "2027": 1.');
  await expect(rotated(masterKey(9, 'spare'))).rejects.toThrow('7 of 7 data keys');
});

it('does nothing as long as something that was sealed before cannot be moved', async () => {
  await world.account('other');
  const id = await world.account('lost');
  await world.sealDirectly(id, Buffer.alloc(32, 9));
  await expect(rotated(NEW, OLD)).rejects.toThrow(`could not all be moved:\naccounts ${id}`);
  expect((await wrappedUnder())['0']).toBe(1);
});
