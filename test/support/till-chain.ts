import { type HubAndSandbox, type Made, openStore, startHubAndSandbox } from './hub-and-sandbox.js';
import type { Hub, Sandbox } from './programs.js';
import { openShop } from './web-shop.js';

export const TILL = { appId: 'e2e-till', appKey: 'e2e-till-key' };

/** What the sandbox's shop sells; each is some product of the till, with ids beyond what a double holds. */
const DISHES = [
  '鲜肉小笼包',
  '蟹粉小笼包',
  '葱油拌面',
  '红烧牛肉面',
  '小馄饨',
  '生煎馒头',
  '咸豆浆',
  '甜豆浆',
  '粢饭团',
].concat(['油条', '茶叶蛋', '桂花酒酿圆子', '冰镇酸梅汤', '酱牛肉', '盐水鸭', '四喜烤麸']);
const LARGEST_UID = 9_223_372_036_854_775_807n;

export interface TillChain extends HubAndSandbox {
  readonly store: string;
  readonly shopAccount: string;
  readonly tillAccount: string;
}

export interface TillChainOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the hub's till account, over the ones that make a test quick. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Settings of the sandbox's till. */
  readonly till?: Readonly<Record<string, unknown>>;
  /** Whether the till tells the hub of its orders. */
  readonly push?: boolean;
}

/** Unknown outcomes are to be resolved within seconds. */
const QUICK_ENV = {
  HUB_ANSWER_DEADLINE_SECONDS: '1',
  HUB_DISPATCH_LEASE_SECONDS: '2',
  // Lost answers by the hundred are the point: the breaker would only make them wait.
  HUB_BREAKER_LEAST_CALLS: '10000',
};

/** A shop and a till, one store, as processes of their own: paid orders of the shop are placed at the till. */
export const startTillChain = (options: TillChainOptions = {}): Promise<TillChain> =>
  startHubAndSandbox({ ...QUICK_ENV, ...options.env }, (hub, sandbox) => openAccounts(hub, sandbox, options));

async function openAccounts(hub: Hub, sandbox: Sandbox, { config, till, push }: TillChainOptions) {
  const [{ rest }, { url, control }] = [hub, sandbox];
  const store = await openStore(hub, 'T-1', '示范一店');
  const shopAccount = await openShop(hub, sandbox, ['T-1']);
  const pospal = await rest.post<Made>('accounts', {
    connector: 'pospal',
    name: 'till',
    baseUrl: url,
    config: { ...TILL, ...UNHURRIED, dispatch: FLAGS, negativeFindSeconds: 1, ...config },
  });
  await rest.post(`accounts/${pospal.id}/bindings`, { storeId: store, vendorStoreId: 'till' });
  await rest.put(`accounts/${pospal.id}/products`, { items: PRODUCTS });
  const pushUrl = push === true ? { pushUrl: pospal.webhookUrl } : {};
  await control.post('pospal/tills', { ...TILL, ...pushUrl, ...till });
  return { store, shopAccount, tillAccount: pospal.id };
}

/** The sandbox's till takes what the hub can send. */
const UNHURRIED = { requestsPerSecond: 500, concurrency: 32 };

const FLAGS = { place: true, ship: true, complete: true, cancel: true };

const PRODUCTS = DISHES.map((itemName, at) => ({
  itemName,
  productUid: (LARGEST_UID - BigInt(at)).toString(),
}));
