// Everything here is invented. The keys open nothing but the sandbox on this machine.

export const ZHIMAI = {
  openId: 'demo-open-id',
  grantCode: 'demo-grant',
  openKey: 'demo-open-key',
};

export const OVOPARK = { akey: 'S107-00000001', secret: 'demo-secret', enterpriseId: '11' };

export const SHOP = {
  shopId: 'demo-shop',
  secret: `whsec_${Buffer.from('a demo secret, of no worth').toString('base64')}`,
};

const timeZone = 'Asia/Shanghai';

export const stores = [
  { code: 'SH-01', name: '示范餐饮 徐汇店', timeZone },
  { code: 'SH-02', name: '示范餐饮 静安店', timeZone },
  { code: 'HZ-01', name: '示范餐饮 西湖店', timeZone },
];

/** `remote`: the sandbox stands where the vendor would. */
export const accounts = [
  {
    connector: 'zhimai',
    name: '智迈 示范商户',
    remote: true,
    config: {
      ...ZHIMAI,
      statusMap: { 70: 'completed', 80: 'cancelled' },
      afterSaleStatusMap: { 0: 'none', 2: 'refunded' },
    },
    bindings: [
      { code: 'SH-01', vendorStoreId: '5001' },
      { code: 'SH-02', vendorStoreId: '5002' },
    ],
  },
  { connector: 'storefront', name: '自有商城', config: { secrets: [SHOP.secret] } },
  {
    connector: 'ovopark',
    name: '万店掌 示范企业',
    remote: true,
    config: OVOPARK,
    bindings: [
      { code: 'SH-01', vendorStoreId: 'depId:9801' },
      { code: 'SH-02', vendorStoreId: 'depId:9802' },
      { code: 'HZ-01', vendorStoreId: 'D000003' },
    ],
  },
];

/** Ovopark's own side of the three stores. */
export const OVOPARK_SHOPS = [
  { depId: '9801', shopId: 'D000001' },
  { depId: '9802', shopId: 'D000002' },
  { depId: '9803', shopId: 'D000003' },
];
