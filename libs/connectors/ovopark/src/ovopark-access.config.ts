import type { ConfigField } from '#connectors-core/config-field.js';

/** Who calls and how it is signed: for every method. */
export const accessFields = [
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
    description: 'The developer key assigned by the open platform; its quota of calls is counted by it.',
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
] as const satisfies readonly ConfigField[];
