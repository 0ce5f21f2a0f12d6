import { createTestDatabase } from './database.js';
import { freePort } from './free-port.js';
import { Hub, type Sandbox, startSandbox } from './programs.js';

export const ZHIMAI = { openId: 'e2e-open-id', grantCode: 'e2e-grant', openKey: 'e2e-open-key' };
export const OVOPARK = { akey: 'S107-00000009', secret: 'e2e-secret', enterpriseId: '11' };
export const SHOP_SECRET = `whsec_${Buffer.from('an e2e secret, of no worth').toString('base64')}`;
const SHOPS = [
  { depId: '9801', shopId: 'D000001' },
  { depId: '9802', shopId: 'D000002' },
];

export interface Chain {
  readonly hub: Hub;
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  /** Sells through Zhimai, its store 5001; reported as depId 9801. */
  readonly zhimaiStore: string;
  /** Sells through the shop under its own code W-1; reported as D000002. */
  readonly shopStore: string;
  readonly zhimaiAccount: string;
  close(): Promise<void>;
}

interface Made {
  readonly id: string;
  readonly webhookUrl?: string;
}

/** A hub and a sandbox as processes of their own, and a chain of two stores that both know of. */
export async function startChain(env: Readonly<Record<string, string>> = {}): Promise<Chain> {
  const [database, sandbox, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  const hub = new Hub(database.url, port, env);
  const close = async () => {
    await hub.stop();
    await sandbox.stop();
    await database.drop();
  };
  try {
    await hub.start();
    return { hub, sandbox, databaseUrl: database.url, ...(await openAccounts(hub, sandbox)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openAccounts({ rest }: Hub, { url, control }: Sandbox) {
  const store = (code: string) => rest.post<Made>('stores', { code, name: code, timeZone: 'Asia/Shanghai' });
  const account = (connector: string, config: object, remote = true) =>
    rest.post<Made>('accounts', { connector, name: connector, config, ...(remote ? { baseUrl: url } : {}) });
  const [zhimaiStore, shopStore] = [await store('Z-1'), await store('W-1')];
  const zhimai = await account('zhimai', ZHIMAI);
  const shop = await account('storefront', { secrets: [SHOP_SECRET] }, false);
  const ovopark = await account('ovopark', OVOPARK);
  const bind = (made: Made, storeId: string, vendorStoreId: string) =>
    rest.post(`accounts/${made.id}/bindings`, { storeId, vendorStoreId });
  await bind(zhimai, zhimaiStore.id, '5001');
  await bind(ovopark, zhimaiStore.id, 'depId:9801');
  await bind(ovopark, shopStore.id, 'D000002');
  const merchant = { ...ZHIMAI, notifyUrl: zhimai.webhookUrl, storeIds: ['5001'], ratePerSecond: 1_000 };
  await control.post('zhimai/merchants', merchant);
  await control.post('ovopark/enterprises', { ...OVOPARK, shops: SHOPS });
  const webShop = { shopId: 'shop', webhookUrl: shop.webhookUrl, secret: SHOP_SECRET, storeCodes: ['W-1'] };
  await control.post('shop/shops', webShop);
  return { zhimaiStore: zhimaiStore.id, shopStore: shopStore.id, zhimaiAccount: zhimai.id };
}

/** The last whole hour: [from, to). */
export function lastHour(): { from: Date; to: Date } {
  const hour = 3_600_000;
  const to = new Date(Math.floor(Date.now() / hour) * hour);
  return { from: new Date(to.getTime() - hour), to };
}
