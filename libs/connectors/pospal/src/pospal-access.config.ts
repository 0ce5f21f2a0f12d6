import type { ConfigField } from '#connectors-core/config-field.js';

/** Who calls, how it is signed, how often, and what the vendor's unpublished error codes mean. */
export const accessFields = [
  {
    name: 'appId',
    label: 'appId',
    description: 'The access credential that Pospal gave to this store; its quota of calls is counted by it.',
    type: 'text',
    required: true,
  },
  {
    name: 'appKey',
    label: 'appKey',
    description: 'The secret that signs every request and every notification.',
    type: 'text',
    sensitive: true,
    required: true,
  },
  {
    name: 'signatureVersion',
    label: 'Version of the interface',
    description:
      '1: /pospal-api2/openapi/v1 with data-signature, on the host of the merchant’s area. 2: /openinterface with data-signature-v3, on openapi<area>.pospal.cn. The page describes 1.',
    type: 'integer',
    default: 1,
    min: 1,
    max: 2,
  },
  {
    name: 'pollSeconds',
    label: 'Pause between listings, seconds',
    description:
      'How often the newest orders are listed. Pospal announces no online orders by name that we know of, so this is how fast a till’s order is seen; each listing costs a call of the daily quota. Left empty: listings take 16 % of the daily calls (30 minutes at 300, 18 at 500), and where nobody knows how many there are 60 seconds.',
    type: 'integer',
    min: 5,
    max: 86_400,
  },
  {
    name: 'pageSize',
    label: 'Orders a page',
    description:
      'As many as a listing gives at once; only for answers that do not say it themselves. A page of fewer is the last. One of as many or more that names no way on cannot show that it is all: its rows count, and shorter stretches are asked for. 100 was seen by clients.',
    type: 'integer',
    default: 100,
    min: 1,
    max: 10_000,
  },
  {
    name: 'requestsPerSecond',
    label: 'Calls per second',
    description: 'At most. Pospal publishes no rate, only a daily quota; the default is our own caution.',
    type: 'integer',
    default: 20,
    min: 1,
    max: 500,
  },
  {
    name: 'concurrency',
    label: 'Calls at once',
    description: 'At most. Nothing is published; the default is our own caution.',
    type: 'integer',
    default: 4,
    min: 1,
    max: 64,
  },
  {
    name: 'dailyCalls',
    label: 'Calls per day',
    description:
      'Overrides the daily quota that Pospal tells (queryAccessTimes). Its size is not published; leave empty to ask.',
    type: 'integer',
    min: 1,
    max: 100_000_000,
  },
  {
    name: 'accessTimesMean',
    label: 'haveAccessTimes counts',
    description:
      'Whether the daily log’s haveAccessTimes is the calls already used or those left. Not documented; “used” is what its name says.',
    type: 'choice',
    choices: ['used', 'left'],
    default: 'used',
  },
  {
    name: 'notFoundCodes',
    label: 'Codes for “no such order”',
    description:
      'The table of error codes is unpublished. A message that says 不存在 or “not found” of an order counts as well.',
    type: 'list',
    default: [],
  },
  {
    name: 'signatureCodes',
    label: 'Codes for “wrong signature”',
    description:
      'Unpublished. A message that says that the signature is wrong (签名错误) counts as well, unless it names a field of the order.',
    type: 'list',
    default: [],
  },
  {
    name: 'quotaCodes',
    label: 'Codes for “daily quota used up”',
    description: 'Unpublished. A message that says that the calls (次数, quota) are used up counts as well.',
    type: 'list',
    default: [],
  },
  {
    name: 'retryableCodes',
    label: 'Codes for “not done, try again”',
    description:
      'Unpublished. Name a code here only if it means that nothing was done: an order may be sent again after it. A message that says that calls come too often (请求频繁, 限流) counts as well.',
    type: 'list',
    default: [],
  },
] as const satisfies readonly ConfigField[];
