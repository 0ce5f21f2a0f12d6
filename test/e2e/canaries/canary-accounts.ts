import type { CanaryWorld } from './canary-world.js';

export interface CanaryAccounts {
  readonly storeId: string;
  readonly shop: { readonly id: string; readonly path: string };
  readonly zhimai: { readonly id: string; readonly path: string };
  readonly till: string;
  readonly suning: string;
  readonly ovopark: string;
  readonly address: string;
  readonly robot: string;
}

/** One account a vendor, a store that all of them know, and whom alarms are sent to. */
export async function openAccounts(world: CanaryWorld): Promise<CanaryAccounts> {
  const { values, vendor, shopSecret, made, send } = world;
  const post = async (path: string, body: object) => {
    const { status, json, text } = await send('POST', `/api/v1/${path}`, body);
    if (status >= 300) throw new Error(`${path}: ${text}`);
    return json;
  };
  const account = (connector: string, config: object) =>
    post('accounts', {
      connector,
      name: connector,
      ...(connector === 'storefront' ? {} : { baseUrl: vendor.url }),
      config,
    });
  const shop = await account('storefront', { secrets: [shopSecret] });
  const zhimai = await account('zhimai', {
    ...{ openId: 'open-1', grantCode: 'grant-1', openKey: values.zhimaiKey, pushAuth: 'path' },
  });
  const till = await account('pospal', {
    ...{ appId: 'app-1', appKey: values.pospalKey, dispatch: { place: true }, pollSeconds: 86_400 },
  });
  const suning = await account('suning', {
    ...{ appKey: 'app-1', appSecret: values.suningSecret, accessToken: values.suningToken },
    ...{ orderSources: ['301'], pollSeconds: 5 },
  });
  const ovopark = await account('ovopark', {
    ...{ akey: 'akey-1', secret: values.ovoparkSecret, enterpriseId: '11' },
    ...{ userName: '示范用户', password: values.ovoparkPassword },
  });
  const { id: storeId } = await post('stores', { code: 'S001', name: '一号店', timeZone: 'Asia/Shanghai' });
  await post(`accounts/${shop.id}/bindings`, { storeId, vendorStoreId: 'S001' });
  await post(`accounts/${till.id}/bindings`, { storeId, vendorStoreId: 'till' });
  await post(`accounts/${ovopark.id}/bindings`, { storeId, vendorStoreId: 'depId:9801', from: anHourAgo() });
  const items = [{ itemName: '拿铁', productUid: '880123456789012345' }];
  await send('PUT', `/api/v1/accounts/${till.id}/products`, { items });
  const address = await post('alarms/addresses', {
    ...{ kind: 'webhook', name: 'receiver', secret: values.alarmSecret },
    url: `${vendor.url}/alarms/${values.alarmPath}`,
  });
  const robot = await post('alarms/addresses', {
    ...{ kind: 'dingtalk', name: 'robot', url: `${vendor.url}/alarms?access_token=${values.robotToken}` },
  });
  for (const [name, { webhookUrl }] of Object.entries({ shop, zhimai, till }))
    made[`${name}Address`] = new URL(webhookUrl).pathname.split('/').at(-1) ?? '';
  return {
    ...{
      storeId,
      till: till.id,
      suning: suning.id,
      ovopark: ovopark.id,
      address: address.id,
      robot: robot.id,
    },
    shop: { id: shop.id, path: new URL(shop.webhookUrl).pathname },
    zhimai: { id: zhimai.id, path: new URL(zhimai.webhookUrl).pathname },
  };
}

const anHourAgo = (): string => new Date(Date.now() - 3_600_000).toISOString();
