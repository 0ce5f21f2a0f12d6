import { type HubAndSandbox, type Made, openStore, startHubAndSandbox } from '../support/hub-and-sandbox.js';
import type { Hub, Sandbox } from '../support/programs.js';
import { REPORT_ENV } from '../support/report-chain.js';
import { untilIdle } from '../support/until-idle.js';
import { openShop, SHOP_ID } from '../support/web-shop.js';

const OVOPARK = { akey: 'S107-00000077', secret: 'a-report-secret', enterpriseId: '77' };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHINA_AHEAD_MS = 8 * HOUR_MS;
/** More than are rendered at once. */
const OTHER_STORES = 70;

export interface SalesChain extends HubAndSandbox {
  readonly storeId: string;
  readonly accountId: string;
  /** Yesterday in China, `yyyy-MM-dd`. */
  readonly date: string;
  /** Ten o’clock there. */
  readonly hourStart: string;
  /** Orders of the store that were paid in that hour, taken in by the hub. */
  sell(count: number): Promise<void>;
}

/** A store that sells by a shop and is reported to Ovopark, and many that do neither. */
export async function startSalesChain(): Promise<SalesChain> {
  const chain = await startHubAndSandbox(REPORT_ENV, open);
  const inChina = new Date(Date.now() + CHINA_AHEAD_MS - DAY_MS).toISOString().slice(0, 10);
  const hourStart = new Date(`${inChina}T02:00:00Z`).toISOString();
  const { control } = chain.sandbox;
  const sell = async (count: number) => {
    const paidTo = new Date(Date.parse(hourStart) + HOUR_MS - 1).toISOString();
    await control.post('shop/orders/bulk', {
      shopId: SHOP_ID,
      count,
      concurrency: 4,
      paidFrom: hourStart,
      paidTo,
    });
    await untilIdle(control);
  };
  return { ...chain, date: inChina, hourStart, sell };
}

async function open(hub: Hub, sandbox: Sandbox) {
  await openShop(hub, sandbox, ['S-1']);
  const config = { connector: 'ovopark', name: '日报账号', config: OVOPARK, baseUrl: sandbox.url };
  const { id: accountId } = await hub.rest.post<Made>('accounts', config);
  await sandbox.control.post('ovopark/enterprises', {
    ...OVOPARK,
    shops: [{ depId: '9977', shopId: 'D000977' }],
  });
  const storeId = await openStore(hub, 'S-1', '南门店');
  await hub.rest.post(`accounts/${accountId}/bindings`, { storeId, vendorStoreId: 'D000977' });
  for (let at = 0; at < OTHER_STORES; at += 1) await openStore(hub, `T-${String(at).padStart(3, '0')}`);
  return { storeId, accountId };
}
