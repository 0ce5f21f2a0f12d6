// The sandbox's vendors whose orders are listed, without any limit of theirs, and accounts for them.

const DAY_MS = 86_400_000;
const ORDER_SOURCE = '301';

/**
 * @typedef {object} Listed
 * @property {string} id the connector
 * @property {string} baseUrl
 * @property {object} settings of an account for it
 * @property {string} stream
 * @property {string} vendorStoreId
 * @property {(count: number, stretch: Stretch) => Promise<unknown>} fill spreads orders over a stretch of time
 */

/** @typedef {{ from: string, to: string }} Stretch */

/**
 * Whole days of UTC, counted back from today's beginning.
 *
 * @param {number} back 1 begins with yesterday
 * @returns {Stretch}
 */
export function day(back, length = 1) {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const at = (days) => new Date(today - days * DAY_MS).toISOString();
  return { from: at(back), to: at(back - length) };
}

/**
 * A merchant of Suning's with one order source: windows of a day, pages of 50.
 *
 * @returns {Promise<Listed>}
 */
export async function suningMerchant(sandbox, appKey) {
  const keys = { appKey, appSecret: `${appKey}-secret` };
  await sandbox.control('suning/merchants', { ...keys, ratePerSecond: null });
  const orders = { appKey, orderSource: ORDER_SOURCE };
  return {
    ...{ id: 'suning', baseUrl: sandbox.url, stream: ORDER_SOURCE, vendorStoreId: 'bench' },
    settings: { ...keys, orderSources: [ORDER_SOURCE] },
    fill: (count, stretch) =>
      sandbox.control('suning/orders/bulk', { ...orders, count, seed: stretch.from, ...inside(stretch) }),
  };
}

/**
 * A store of Ovopark's: windows of an hour, pages of 100.
 *
 * @returns {Promise<Listed>}
 */
export async function ovoparkStore(sandbox, akey) {
  const keys = { akey, secret: `${akey}-secret`, enterpriseId: '11' };
  const user = { userName: 'bench', password: 'bench-password' };
  const shop = { depId: 9808, shopId: 'D1' };
  const enterprise = { ...keys, shops: [shop], users: [user], searchLimit: null, looseTypes: false };
  await sandbox.control('ovopark/enterprises', enterprise);
  const tickets = { akey, shopId: shop.shopId };
  return {
    ...{ id: 'ovopark', baseUrl: sandbox.url, stream: shop.shopId, vendorStoreId: shop.shopId },
    settings: { ...keys, ...user, quotaCalls: 100_000_000 },
    fill: (count, stretch) =>
      sandbox.control('ovopark/tickets/bulk', { ...tickets, count, seed: stretch.from, ...inside(stretch) }),
  };
}

/** Both ends of a stretch are inside at the vendors; an order on the border would be in two windows. */
const inside = ({ from, to }) => ({ from, to: new Date(Date.parse(to) - 1_000).toISOString() });

/** The environment of a hub that calls them as fast as they answer. */
export const UNLIMITED = {
  HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
  HUB_REQUESTS_PER_SECOND: 'ovopark=500,suning=500',
};

/**
 * An account of the hub's, with its store bound.
 *
 * @param {Listed} vendor
 * @returns {Promise<string>} its id
 */
export async function connectAccount(hub, { id: connector, baseUrl, settings, vendorStoreId }) {
  // The longest pause: no live window is planned while something is measured.
  const config = { ...settings, pollSeconds: 86_400 };
  const account = { connector, name: `Bench ${connector}`, baseUrl, config };
  const { id } = await hub.call('POST', 'accounts', account);
  await hub.call('POST', `accounts/${id}/bindings`, { storeId: hub.storeId, vendorStoreId });
  return id;
}
