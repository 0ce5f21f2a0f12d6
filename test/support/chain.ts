import { type HubAndSandbox, type Made, openStore, startHubAndSandbox } from './hub-and-sandbox.js';
import type { Hub, Sandbox } from './programs.js';
import { openShop } from './web-shop.js';

export const ZHIMAI = { openId: 'e2e-open-id', grantCode: 'e2e-grant', openKey: 'e2e-open-key' };
export const OVOPARK = { akey: 'S107-00000009', secret: 'e2e-secret', enterpriseId: '11' };
const SHOPS = [
  { depId: '9801', shopId: 'D000001' },
  { depId: '9802', shopId: 'D000002' },
];

export interface Chain extends HubAndSandbox {
  /** Sells through Zhimai, its store 5001; reported as depId 9801. */
  readonly zhimaiStore: string;
  /** Sells through the shop under its own code W-1; reported as D000002. */
  readonly shopStore: string;
  readonly zhimaiAccount: string;
}

/** A hub and a sandbox as processes of their own, and a chain of two stores that both know of. */
export const startChain = (env: Readonly<Record<string, string>> = {}): Promise<Chain> =>
  startHubAndSandbox(env, openAccounts);

async function openAccounts(hub: Hub, sandbox: Sandbox) {
  const [{ rest }, { url, control }] = [hub, sandbox];
  const account = (connector: string, config: object) =>
    rest.post<Made>('accounts', { connector, name: connector, config, baseUrl: url });
  const [zhimaiStore, shopStore] = [await openStore(hub, 'Z-1'), await openStore(hub, 'W-1')];
  await openShop(hub, sandbox, ['W-1']);
  const zhimai = await account('zhimai', ZHIMAI);
  const ovopark = await account('ovopark', OVOPARK);
  const bind = (made: Made, storeId: string, vendorStoreId: string) =>
    rest.post(`accounts/${made.id}/bindings`, { storeId, vendorStoreId });
  await bind(zhimai, zhimaiStore, '5001');
  await bind(ovopark, zhimaiStore, 'depId:9801');
  await bind(ovopark, shopStore, 'D000002');
  const merchant = { ...ZHIMAI, notifyUrl: zhimai.webhookUrl, storeIds: ['5001'], ratePerSecond: 1_000 };
  await control.post('zhimai/merchants', merchant);
  await control.post('ovopark/enterprises', { ...OVOPARK, shops: SHOPS });
  return { zhimaiStore, shopStore, zhimaiAccount: zhimai.id };
}

/** The last whole hour: [from, to). */
export function lastHour(): { from: Date; to: Date } {
  const hour = 3_600_000;
  const to = new Date(Math.floor(Date.now() / hour) * hour);
  return { from: new Date(to.getTime() - hour), to };
}
