import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import { storefrontNumberFields } from './storefront-numbers.config.js';
import { secretFault } from './storefront.signer.js';

export const storefrontFields = [
  {
    name: 'secrets',
    labels: { zh: '签名密钥', en: 'Signing secrets' },
    descriptions: {
      zh: '你们自己生成（填表时可以点按钮生成），两边填一样的：商城的推送程序里填一份，这里填一份。格式是 whsec_ 加 base64（24 到 64 个随机字节，用 openssl rand -base64 32 生成）。可以填几个，每行一个，个个都认。换密钥不丢单的做法：先加新的，商城改用新的，再删旧的。前面有 v1,、没有 whsec_、base64url 写法也认。',
      en:
        'You make it yourselves (the form has a button for it) and enter it twice: in the shop’s program that sends orders, and ' +
        'here. One or more Standard ' +
        'Webhooks secrets, one a line: whsec_ and the base64 of 24 to 64 random bytes (openssl rand -base64 32). Each is ' +
        'accepted, so that a secret is changed without losing an order: add the new one, move the shop to it, remove the ' +
        'old one. v1, before it, whsec_ left out and the base64url alphabet are understood.',
    },
    type: 'list',
    sensitive: true,
    required: true,
    entryFault: secretFault,
    generated: { prefix: 'whsec_', bytes: 32, encoding: 'base64' },
    // In a form's one text a comma parts two secrets; the one of "v1,whsec_…" is inside of one.
    separator: /\n|(?<!(?:^|[\n,])\s*v1),/,
  },
  ...storefrontNumberFields,
  {
    name: 'roundingMostFen',
    labels: { zh: '没有说明的抹零（分）', en: 'Rounding that is not stated, fen' },
    descriptions: {
      zh: '单位是分，默认 0。商城付款时抹零、又不传 roundingFen 的，填最多抹多少分：paidFen 和 totalFen − discountFen 相差不超过它，就不算对不上。',
      en: 'In fen; 0 unless told. Of a shop that rounds what is paid and sends no roundingFen: by how many fen paidFen may differ from totalFen − discountFen without being shown as a contradiction.',
    },
    type: 'integer',
    default: 0,
    min: 0,
    max: 10_000,
  },
  PATIENCE,
  REPAIRS,
] as const satisfies readonly ConfigField[];

export type StorefrontConfig = ConfigOf<typeof storefrontFields>;
