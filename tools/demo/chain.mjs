// Everything here is invented. The keys open nothing but the sandbox on this machine.

export const ZHIMAI = {
  openId: 'demo-open-id',
  grantCode: 'demo-grant',
  openKey: 'demo-open-key',
};

export const OVOPARK = { akey: 'S107-00000001', secret: 'demo-secret', enterpriseId: '11' };

/** Who reads the stores' tickets there. */
export const OVOPARK_USER = { userName: 'demo-reader', password: 'demo-password' };

/** A day's searches. The vendor's 300 are too few: these stores make more pages of tickets than that. */
export const OVOPARK_CALLS = 1_500;

export const SHOP = {
  shopId: 'demo-shop',
  secret: `whsec_${Buffer.from('a demo secret, of no worth').toString('base64')}`,
};

export const SUNING = { appKey: 'demo-suning-key', appSecret: 'demo-suning-secret' };

/** By which the accounts are known again. */
export const NAMES = {
  zhimai: '企迈 示范商户',
  storefront: '自有商城',
  suning: '苏宁 示范商户',
  ovopark: '万店掌 示范企业',
  till: (code) => `银豹 ${code}`,
};

/** Pospal: an appId is one store's till. The last rings up nothing of its own, so that what it does can be told. */
export const TILLS = [
  { code: 'SH-01', appId: 'demo-till-1', appKey: 'demo-till-key-1', ordersFrom: 'anywhere' },
  { code: 'SH-02', appId: 'demo-till-2', appKey: 'demo-till-key-2', ordersFrom: 'anywhere' },
  { code: 'HZ-01', appId: 'demo-till-3', appKey: 'demo-till-key-3', ordersFrom: 'storefront' },
];

/** Whose orders Suning delivers, and the order source under which it has their numbers. */
export const DELIVERED = [
  { orderSource: '201', account: NAMES.zhimai, storefront: { openId: ZHIMAI.openId } },
  { orderSource: '301', account: NAMES.storefront, storefront: { shopId: SHOP.shopId } },
];

/** What the sandbox's customers order, and which of the tills' products each is. */
export const PRODUCTS = [
  '鲜肉小笼包',
  '蟹粉小笼包',
  '葱油拌面',
  '红烧牛肉面',
  '小馄饨',
  '生煎馒头',
  '咸豆浆',
  '甜豆浆',
  '粢饭团',
  '油条',
  '茶叶蛋',
  '桂花酒酿圆子',
  '冰镇酸梅汤',
  '酱牛肉',
  '盐水鸭',
  '四喜烤麸',
].map((itemName, at) => ({ itemName, productUid: String(880123456789012345n + BigInt(at)) }));

const timeZone = 'Asia/Shanghai';

export const stores = [
  { code: 'SH-01', name: '示范餐饮 徐汇店', timeZone },
  { code: 'SH-02', name: '示范餐饮 静安店', timeZone },
  { code: 'HZ-01', name: '示范餐饮 西湖店', timeZone },
];

/**
 * `remote`: the sandbox stands where the vendor would. `formerly`: what an earlier demo called it. A `config` that
 * names other accounts is a function of how to find their ids; those accounts come first.
 */
export const accounts = [
  {
    connector: 'zhimai',
    name: NAMES.zhimai,
    formerly: '智迈 示范商户',
    remote: true,
    config: {
      ...ZHIMAI,
      // 10 is left to people; without 20 nobody could tell of most orders whether they go on.
      statusMap: { 20: 'created', 70: 'completed', 80: 'cancelled' },
      afterSaleStatusMap: { 0: 'none', 2: 'refunded' },
    },
    bindings: [
      { code: 'SH-01', vendorStoreId: '5001' },
      { code: 'SH-02', vendorStoreId: '5002' },
    ],
  },
  { connector: 'storefront', name: NAMES.storefront, config: { secrets: [SHOP.secret] } },
  ...TILLS.map(({ code, ...config }) => ({
    connector: 'pospal',
    name: NAMES.till(code),
    remote: true,
    config,
    bindings: [{ code, vendorStoreId: code }],
    products: PRODUCTS,
  })),
  {
    connector: 'suning',
    name: NAMES.suning,
    remote: true,
    config: (idOf) => ({
      ...SUNING,
      orderSources: DELIVERED.map(({ orderSource }) => orderSource),
      orderSourceAccounts: Object.fromEntries(
        DELIVERED.map(({ orderSource, account }) => [orderSource, idOf(account)]),
      ),
    }),
  },
  {
    connector: 'ovopark',
    name: NAMES.ovopark,
    remote: true,
    // A window of five minutes is one page: who looks on sees tickets soon, and none costs a second pass.
    config: { ...OVOPARK, ...OVOPARK_USER, pollSeconds: 300, quotaCalls: OVOPARK_CALLS },
    bindings: [
      { code: 'SH-01', vendorStoreId: 'depId:9801' },
      { code: 'SH-02', vendorStoreId: 'depId:9802' },
      { code: 'HZ-01', vendorStoreId: 'D000003' },
    ],
  },
];

/** Ovopark's own side of the three stores: it believes what their tills ring up. */
export const OVOPARK_SHOPS = [
  { depId: '9801', shopId: 'D000001', ticketsFromTill: 'demo-till-1' },
  { depId: '9802', shopId: 'D000002', ticketsFromTill: 'demo-till-2' },
  { depId: '9803', shopId: 'D000003', ticketsFromTill: 'demo-till-3' },
];
