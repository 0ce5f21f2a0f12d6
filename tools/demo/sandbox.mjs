import {
  DELIVERED,
  NAMES,
  OVOPARK,
  OVOPARK_CALLS,
  OVOPARK_SHOPS,
  OVOPARK_USER,
  SHOP,
  SUNING,
  TILLS,
  ZHIMAI,
} from './chain.mjs';
import { callJson } from './rest.mjs';

const ZHIMAI_STORES = ['5001', '5002'];
const SHOP_STORES = ['HZ-01'];
/**
 * Somewhat fewer than deliveries are ordered, as the storefronts complete some themselves: most wait for some
 * minutes, long enough to be seen.
 */
const MOVES_PER_MINUTE = 6;

/** Each order takes some four: staff that cannot keep up would leave real differences behind that nobody told of. */
const STAFF_MOVES_PER_MINUTE = 120;
/** Of some twenty orders a minute. */
const DISTORTIONS_PER_MINUTE = 0.5;

/** Tells the sandbox who its merchants are, where the hub listens, and what Suning delivers. */
export async function connectSandbox(sandboxUrl, { accounts }) {
  const post = (what, body) => callJson('POST', `${sandboxUrl}/control/${what}`, { body });
  const notifyUrl = accounts[NAMES.zhimai].webhookUrl;
  await post('zhimai/merchants', { ...ZHIMAI, notifyUrl, storeIds: ZHIMAI_STORES });
  await post('ovopark/enterprises', {
    ...OVOPARK,
    shops: OVOPARK_SHOPS,
    users: [OVOPARK_USER],
    searchLimit: OVOPARK_CALLS,
  });
  const { webhookUrl } = accounts[NAMES.storefront];
  await post('shop/shops', { ...SHOP, webhookUrl, storeCodes: SHOP_STORES });
  for (const { code, appId, appKey } of TILLS) {
    await post('pospal/tills', { appId, appKey, pushUrl: accounts[NAMES.till(code)].webhookUrl });
  }
  await connectSuning(sandboxUrl);
}

/** What runs already is left as it is: the sandbox goes on with it by itself. */
async function connectSuning(sandboxUrl) {
  const get = (what) => callJson('GET', `${sandboxUrl}/control/suning/${what}`);
  const post = (what, body) => callJson('POST', `${sandboxUrl}/control/suning/${what}`, { body });
  await post('merchants', SUNING);
  const { appKey } = SUNING;
  const { items: follows } = await get('follow');
  for (const { orderSource, storefront } of DELIVERED) {
    const isThere = follows.some((one) => one.appKey === appKey && one.orderSource === orderSource);
    if (!isThere) await post('follow', { appKey, orderSource, ...storefront });
  }
  const { items: couriers } = await get('couriers');
  if (!couriers.some(({ appKeys }) => appKeys.includes(appKey)))
    await post('couriers', { appKeys: [appKey], movesPerMinute: MOVES_PER_MINUTE });
}

/**
 * Now and then a story goes wrong, and the sandbox writes down which: `npm run demo:check` asks whether the hub noticed.
 * Already told stories are gone on with by the sandbox itself.
 */
export async function startDistortions(sandboxUrl, { accounts }) {
  const { items } = await callJson('GET', `${sandboxUrl}/control/distortions/running`);
  if (items.length > 0) return;
  // As the hub has it: an account of an older demo may say otherwise.
  const isStorefrontOnly = ({ code }) => accounts[NAMES.till(code)].config.ordersFrom === 'storefront';
  const body = {
    merchants: [{ openId: ZHIMAI.openId }],
    shops: [{ shopId: SHOP.shopId }],
    tills: TILLS.map(({ appId }) => appId),
    storefrontOnly: TILLS.filter(isStorefrontOnly).map(({ appId }) => appId),
    appKeys: [SUNING.appKey],
    perMinute: DISTORTIONS_PER_MINUTE,
  };
  await callJson('POST', `${sandboxUrl}/control/distortions/running`, { body });
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
  const staff = (body) => callJson('POST', `${sandboxUrl}/control/pospal/staff`, { body });
  const appIds = TILLS.map(({ appId }) => appId);
  await staff({ appIds, movesPerMinute: STAFF_MOVES_PER_MINUTE, tillOrdersPerMinute: 0 });
  const ringing = TILLS.filter(({ ordersFrom }) => ordersFrom === 'anywhere').map(({ appId }) => appId);
  await staff({ appIds: ringing, movesPerMinute: 0, tillOrdersPerMinute: 3 });
  const body = {
    merchants: [{ openId: ZHIMAI.openId }],
    shops: [{ shopId: SHOP.shopId }],
    ordersPerMinute: 20,
    changesPerMinute: 10,
  };
  await callJson('POST', `${sandboxUrl}/control/customers`, { body });
}
