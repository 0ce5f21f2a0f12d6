import { NAMES, OVOPARK, OVOPARK_SHOPS, SHOP, TILLS, ZHIMAI } from './chain.mjs';
import { callJson } from './rest.mjs';

const ZHIMAI_STORES = ['5001', '5002'];
const SHOP_STORES = ['HZ-01'];

/** Tells the sandbox who its merchants are and where the hub listens. */
export async function connectSandbox(sandboxUrl, { accounts }) {
  const post = (what, body) => callJson('POST', `${sandboxUrl}/control/${what}`, { body });
  const notifyUrl = accounts[NAMES.zhimai].webhookUrl;
  await post('zhimai/merchants', { ...ZHIMAI, notifyUrl, storeIds: ZHIMAI_STORES });
  await post('ovopark/enterprises', { ...OVOPARK, shops: OVOPARK_SHOPS });
  const { webhookUrl } = accounts[NAMES.storefront];
  await post('shop/shops', { ...SHOP, webhookUrl, storeCodes: SHOP_STORES });
  for (const { code, appId, appKey } of TILLS) {
    await post('pospal/tills', { appId, appKey, pushUrl: accounts[NAMES.till(code)].webhookUrl });
  }
}

/** A day of past orders, small enough that Zhimai's 20 requests a second bring it over within seconds. */
export async function playHistory(sandboxUrl, { from, to }) {
  const period = { from: from.toISOString(), to: to.toISOString() };
  for (const seller of [{ openId: ZHIMAI.openId }, { shopId: SHOP.shopId }]) {
    await callJson('POST', `${sandboxUrl}/control/history`, {
      body: { ...seller, ...period, ordersPerHour: 4 },
    });
  }
}

/** Customers order and change their minds; the tills' staff moves orders on and rings up its own. */
export async function startCustomers(sandboxUrl) {
  const staff = { appIds: TILLS.map(({ appId }) => appId), movesPerMinute: 30, tillOrdersPerMinute: 3 };
  await callJson('POST', `${sandboxUrl}/control/pospal/staff`, { body: staff });
  const body = {
    merchants: [{ openId: ZHIMAI.openId }],
    shops: [{ shopId: SHOP.shopId }],
    ordersPerMinute: 20,
    changesPerMinute: 10,
  };
  await callJson('POST', `${sandboxUrl}/control/customers`, { body });
}
