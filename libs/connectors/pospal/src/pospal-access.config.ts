import type { ConfigField } from '#connectors-core/config-field.js';

/** Who calls, and how it is signed. */
export const accessFields = [
  {
    name: 'appId',
    labels: { zh: 'appId（访问凭证）', en: 'appId' },
    descriptions: {
      zh: '银豹给这家门店配置的访问凭证，向银豹开通开放平台接口时得到；在后台哪个菜单看，我们没有资料。每天的调用次数按它计。',
      en: 'The access credential that Pospal set up for this store, given when its open interface is enabled; we do not know under which menu it is shown. Its quota of calls is counted by it.',
    },
    type: 'text',
    required: true,
  },
  {
    name: 'appKey',
    labels: { zh: 'appKey（密钥）', en: 'appKey' },
    descriptions: {
      zh: '和 appId 一对的密钥。每次请求都用它签名，银豹的推送也用它验签，本身不发出去。',
      en: 'The secret that belongs to the appId: it signs every request and verifies every notification, and is never sent.',
    },
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'signatureVersion',
    labels: { zh: '接口版本（1 或 2）', en: 'Version of the interface' },
    descriptions: {
      zh: '默认 1，银豹的页面写的就是它：地址是商户所在区域的主机，例如 https://area14-win.pospal.cn。2 是新接口，地址是 openapi 加区域号，例如 https://openapi14.pospal.cn，签名也不同；没有会员余额支付。',
      en: '1, the default: /pospal-api2/openapi/v1 with data-signature, on the host of the merchant’s area (https://area14-win.pospal.cn). 2: /openinterface with data-signature-v3, on openapi<area>.pospal.cn; it has no CustomerBalance. The page describes 1.',
    },
    type: 'integer',
    default: 1,
    min: 1,
    max: 2,
  },
] as const satisfies readonly ConfigField[];
