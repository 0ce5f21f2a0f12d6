import { encrypt } from '#sealing/cipher.js';
import { Instance } from '#jobs/instance.js';
import type { ContactKey } from '#ledger/contact-key.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { OrderQuery } from '#ledger/order.query.js';
import { MasterKeys } from '#sealing/master-keys.js';
import { prepareKeys } from '../../../apps/hub/src/keys/prepared-keys.js';
import { aRecording } from '../../factories/observations.js';
import { createTestDatabase } from '../../support/database.js';
import { keyringOf, masterKey } from '../../support/open-keyring.js';
import { CONSUMER } from '../../support/open-ledger.js';
import { CONFIG, openHub } from '../accounts/accounts-fixture.js';

/** The master key that there was before keys had ids, and the next one. */
export const OLD = masterKey(5);
export const NEW = masterKey(6, '2027');
export const WEBHOOK_KEY = 'k'.repeat(43);
export const PHONE = '13800000000';

export type Keys = Parameters<typeof keyringOf>[1];

/** A database with accounts and orders, and whatever hubs work on it. */
export async function sealingWorld() {
  const { url, drop } = await createTestDatabase();
  const hub = await openHub(url, { masterKeys: [OLD] });
  const { database, clock } = hub;
  const ledgerWith = (key: ContactKey) =>
    new LedgerService({
      ...{ database, clock, instance: new Instance('test'), contactKey: key, consumers: [CONSUMER] },
    });
  return {
    ...{ url, hub, database },
    account: async (name: string): Promise<string> =>
      (await hub.accounts.create({ connector: 'shop', name, config: CONFIG })).id,
    /** Seals an account as a hub before 0.4.0 did, under the master key itself. */
    async sealDirectly(id: string, key = OLD.bytes): Promise<void> {
      const secrets = JSON.stringify({ config: { openKey: CONFIG.openKey }, webhookKey: WEBHOOK_KEY });
      await database.rows({
        text: 'UPDATE accounts SET secrets = $2 WHERE id = $1',
        values: [id, encrypt(key, id, Buffer.from(secrets))],
      });
      await database.rows({ text: 'DELETE FROM data_keys WHERE name = $1', values: [`account:${id}`] });
    },
    async sealed(id: string): Promise<Buffer> {
      const [row] = await database.rows<{ secrets: Buffer }>({
        text: 'SELECT secrets FROM accounts WHERE id = $1',
        values: [id],
      });
      return row!.secrets;
    },
    /** What a hub with these master keys does when it starts. */
    async prepare(...keys: Keys) {
      const unreadable: string[] = [];
      const keyring = keyringOf(hub, keys, (reason) => unreadable.push(reason));
      return { keyring, unreadable, ...(await prepareKeys(database, keyring, new MasterKeys(keys))) };
    },
    /** An order of a person, told at that time. */
    record: (key: ContactKey, accountId: string, asOf: Date) =>
      ledgerWith(key).record([aRecording(accountId, { vendorNo: 'A-1', asOf })]),
    found: async (key: ContactKey): Promise<number> =>
      (await new OrderQuery(database, key).list({ q: PHONE, limit: 10 })).length,
    entries: async (): Promise<number> =>
      (await database.rows({ text: 'SELECT FROM ledger_entries' })).length,
    async end(): Promise<void> {
      await hub.close();
      await drop();
    },
  };
}

export type SealingWorld = Awaited<ReturnType<typeof sealingWorld>>;
