import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';

/** What a count of a report may count. */
const COUNTS = ['items', 'orders', 'lines'] as const;

/** What the vendor's pages leave open is a setting here; each description says what the default rests on. */
export const ovoparkFields = [
  {
    name: 'aid',
    label: '_aid',
    description:
      'Application id. The vendor’s page fixes S107; its newer SDK says DC-00xxxx for this address.',
    type: 'text',
    default: 'S107',
  },
  {
    name: 'akey',
    label: '_akey',
    description: 'The developer key assigned by the open platform.',
    type: 'text',
    required: true,
  },
  {
    name: 'secret',
    label: 'Secret (_asid)',
    description: 'Signs every request and is never sent.',
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'signatureMethod',
    label: 'Signature method',
    description: 'The page limits _sig to 32 characters, which only md5 keeps.',
    type: 'choice',
    choices: ['md5', 'sha1'],
    default: 'md5',
  },
  {
    name: 'enterpriseId',
    label: 'Enterprise id',
    description: 'Digits: the business platform’s id of the enterprise, from open.gateway.authentication.',
    type: 'text',
    required: true,
    pattern: '[1-9][0-9]{0,10}',
  },
  {
    name: 'userName',
    label: 'User name',
    description: 'For methods that want a login; reporting sales needs none.',
    type: 'text',
  },
  {
    name: 'password',
    label: 'Password',
    description: 'For methods that want a login; reporting sales needs none.',
    type: 'text',
    sensitive: true,
  },
  {
    name: 'requestModeText',
    label: '_requestMode',
    description: 'Signed as it is sent. The page writes POST, the vendor’s SDKs write post.',
    type: 'text',
    default: 'POST',
  },
  {
    name: 'sendNonce',
    label: 'Send _nonce',
    description: 'Adds a signed random _nonce, as the vendor’s newer SDKs do.',
    type: 'boolean',
    default: false,
  },
  {
    name: 'reportClock',
    label: 'Clock of the reported hour',
    description:
      'createTime is the hour’s first instant on this clock. vendor: Asia/Shanghai. store: the store’s own zone. They agree for stores in China.',
    type: 'choice',
    choices: ['vendor', 'store'],
    default: 'vendor',
  },
  {
    name: 'dealNum',
    label: 'dealNum counts',
    description:
      'The page says “purchases”, Ovopark’s own store app 销售件数: items sold (a weighed line counts as one).',
    type: 'choice',
    choices: COUNTS,
    default: 'items',
  },
  {
    name: 'dealPersonNum',
    label: 'dealPersonNum counts',
    description: 'The page says “consumers”, Ovopark’s own store app 销售单数: orders.',
    type: 'choice',
    choices: COUNTS,
    default: 'orders',
  },
] as const satisfies readonly ConfigField[];

export type OvoparkConfig = ConfigOf<typeof ovoparkFields>;
