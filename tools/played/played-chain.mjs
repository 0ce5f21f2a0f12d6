import { SECRET_TEXT } from '../bench/signed-order.mjs';

export const TILL = { appId: 'played-till', appKey: 'played-till-key' };
const STORE = { code: 'S-1', name: '一号店', timeZone: 'Asia/Shanghai' };
const UNHURRIED = { requestsPerSecond: 500, concurrency: 64 };
const DISH = { itemName: '红烧牛肉面', productUid: '9223372036854775800' };

/**
 * A store with a shop and a till, at the hub and in the sandbox.
 *
 * @param {import('./played-world.mjs').PlayedWorld} world
 * @param {{ config?: object, till?: object, pushes?: boolean }} how the hub's settings of the till's account, those of
 *   the sandbox's till, and whether that tells the hub of its orders
 * @returns {Promise<string>} the id of the till's account
 */
export async function connectChain({ hub, sandboxUrl, control }, { config, till, pushes = false }) {
  const store = await hub.call('POST', 'stores', STORE);
  const shop = await hub.call('POST', 'accounts', {
    ...{ connector: 'storefront', name: 'shop', config: { secrets: [SECRET_TEXT] } },
  });
  const { id, webhookUrl } = await hub.call('POST', 'accounts', {
    ...{ connector: 'pospal', name: 'till', baseUrl: sandboxUrl },
    config: { ...TILL, ...UNHURRIED, ...config },
  });
  await hub.call('POST', `accounts/${id}/bindings`, { storeId: store.id, vendorStoreId: 'till' });
  await hub.call('PUT', `accounts/${id}/products`, { items: [DISH] });
  await control('POST', 'shop/shops', {
    ...{ shopId: 'shop', webhookUrl: shop.webhookUrl, secret: SECRET_TEXT, storeCodes: [STORE.code] },
  });
  await control('POST', 'pospal/tills', { ...TILL, ...till, pushUrl: pushes ? webhookUrl : null });
  return id;
}

/** A customer pays for one dish, 25 yuan. */
export const placeAtShop = ({ control }, orderNo) =>
  control('POST', 'shop/orders', {
    ...{ storeCode: STORE.code, orderNo, payment: 'paid', fulfilment: 'created' },
    items: [{ itemName: DISH.itemName, quantity: '1', unitPrice: '25.00' }],
  });
