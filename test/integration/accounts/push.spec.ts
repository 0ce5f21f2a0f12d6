import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import type { PushAddress } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, forgetEverything, type Hub, openHub, shop } from './accounts-fixture.js';
import { appIdOf, till } from './toy-till.js';

const NOWHERE = '018c0000-0000-7000-8000-000000000000';
const URL = 'https://hub.example.com/webhooks/till/key';

let testDatabase: TestDatabase;
let hub: Hub;
let account: string;
let address: string | null;
let failure: Error | undefined;
let calls: string[];

const push: PushAddress = {
  register: (url, account) => {
    calls.push(`${appIdOf(account)} ${url}`);
    if (failure) return Promise.reject(failure);
    address = url;
    return Promise.resolve();
  },
  registered: () => (failure ? Promise.reject(failure) : Promise.resolve(address)),
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  hub = await openHub(testDatabase.url, { connectors: [shop, till({ push })] });
});
afterAll(async () => {
  await hub.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  [address, failure, calls] = [null, undefined, []];
  await forgetEverything(hub);
  account = (await hub.accounts.create({ connector: 'till', name: 'Till', config: { appId: 'app' } })).id;
});

describe('the address for notifications', () => {
  it('is told to the vendor, and asked of it', async () => {
    expect(await hub.push.read(account)).toMatchObject({ ok: true, code: null, registeredUrl: null });
    expect(await hub.push.register(account, URL)).toMatchObject({ ok: true, registeredUrl: URL });
    expect(await hub.push.read(account)).toMatchObject({ ok: true, registeredUrl: URL });
    expect(calls).toEqual([`app ${URL}`]);
  });

  it('has what the vendor refuses told in the vendor’s words', async () => {
    failure = new ConnectorError('auth_failed', 'the vendor refused the key', { vendorCode: '1032' });
    const told = {
      ok: false,
      code: 'auth_failed',
      vendorCode: '1032',
      message: 'the vendor refused the key',
      registeredUrl: null,
    };
    expect(await hub.push.read(account)).toEqual(told);
    expect(await hub.push.register(account, URL)).toEqual(told);
  });

  it('is nobody’s business where a fault is ours', async () => {
    failure = new TypeError('ours');
    await expect(hub.push.read(account)).rejects.toBe(failure);
  });

  it('is left alone while the account is paused, and where no call sets it', async () => {
    await hub.accounts.change(account, { paused: true });
    await expect(hub.push.read(account)).rejects.toMatchObject({ name: 'ConflictError', field: 'paused' });
    await expect(hub.push.register(account, URL)).rejects.toBeInstanceOf(ConflictError);
    const other = (await hub.accounts.create({ connector: 'shop', name: 'Shop', config: CONFIG })).id;
    await expect(hub.push.read(other)).rejects.toBeInstanceOf(ConflictError);
    await expect(hub.push.register(other, URL)).rejects.toBeInstanceOf(ConflictError);
    await expect(hub.push.read(NOWHERE)).rejects.toBeInstanceOf(NotFoundError);
    expect(calls).toEqual([]);
  });

  it.each([
    '',
    'hub.example.com',
    'ftp://hub.example.com',
    'https://me:pw@hub.example.com',
    `https://x/${'x'.repeat(2_000)}`,
  ])('is an address of the web: not %.40j', async (url) => {
    await expect(hub.push.register(account, url)).rejects.toBeInstanceOf(InvalidFieldsError);
    expect(calls).toEqual([]);
  });
});
