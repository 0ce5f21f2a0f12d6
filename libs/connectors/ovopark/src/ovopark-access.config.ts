import type { ConfigField } from '#connectors-core/config-field.js';

/** Who calls and how it is signed: for every method. */
export const accessFields = [
  {
    name: 'aid',
    labels: { zh: '_aid（平台系统 ID）', en: '_aid' },
    descriptions: {
      zh: '开放平台的系统 ID。万店掌的页面写固定 S107（默认）；较新的程序在这个地址用 DC-00xxxx，在开放平台自己的应用里看。',
      en: 'Application id. The vendor’s page fixes S107, the default; its newer SDK says DC-00xxxx for this address: see your application on the open platform.',
    },
    type: 'text',
    default: 'S107',
  },
  {
    name: 'akey',
    labels: { zh: '_akey（开发者密钥）', en: '_akey' },
    descriptions: {
      zh: '万店掌开放平台分配给你们的开发者密钥，平台认证为开发者以后得到。调用次数按它计。',
      en: 'The developer key assigned by the open platform, once you are authenticated there as a developer; its quota of calls is counted by it.',
    },
    type: 'text',
    required: true,
  },
  {
    name: 'secret',
    labels: { zh: '_asid（签名密钥）', en: 'Secret (_asid)' },
    descriptions: {
      zh: '属于上面 _akey 的签名密钥。每次请求都用它签名，本身不发出去。',
      en: 'The secret that belongs to the _akey. It signs every request and is never sent.',
    },
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'signatureMethod',
    labels: { zh: '签名算法（_sm）', en: 'Signature method' },
    descriptions: {
      zh: '默认 MD5：页面说签名最长 32 个字符，只有 MD5 不超过。一般不用改。',
      en: 'MD5 unless told: the page limits _sig to 32 characters, which only md5 keeps.',
    },
    type: 'choice',
    choices: { md5: { zh: 'MD5', en: 'MD5' }, sha1: { zh: 'SHA-1', en: 'SHA-1' } },
    default: 'md5',
  },
  {
    name: 'enterpriseId',
    labels: { zh: '业务平台企业 id', en: 'Enterprise id' },
    descriptions: {
      zh: '一串数字：企业在万店掌业务平台的 id（enterpriseId），通过权限接口 open.gateway.authentication 得到，也可以问万店掌的客服。',
      en: 'Digits: the business platform’s id of the enterprise, from open.gateway.authentication, or from the vendor’s support.',
    },
    type: 'text',
    required: true,
    pattern: '[1-9][0-9]{0,10}',
  },
  {
    name: 'requestModeText',
    labels: { zh: '请求方式（_requestMode）', en: '_requestMode' },
    descriptions: {
      zh: '照写的样子签名，默认 POST。页面写 POST，万店掌自己的程序写 post，看来都认。一般不用改。',
      en: 'Signed as it is sent; POST unless told. The page writes POST, the vendor’s SDKs write post.',
    },
    type: 'text',
    default: 'POST',
  },
  {
    name: 'sendNonce',
    labels: { zh: '带上随机数 _nonce', en: 'Send _nonce' },
    descriptions: {
      zh: '请求里多带一个签过名的随机数，万店掌较新的程序这样做。默认不带，页面没有提到它。',
      en: 'Adds a signed random _nonce, as the vendor’s newer SDKs do. Off unless told: the page does not speak of it.',
    },
    type: 'boolean',
    default: false,
  },
] as const satisfies readonly ConfigField[];
