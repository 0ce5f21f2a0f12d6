import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import { storefrontNumberFields } from './storefront-numbers.config.js';
import { secretFault } from './storefront.signer.js';

export const storefrontFields = [
  {
    name: 'secrets',
    label: 'Signing secrets',
    description:
      'One or more Standard Webhooks secrets: whsec_ and the base64 of 24 to 64 random bytes. Each is accepted, ' +
      'so that a secret is changed without losing an order: add the new one, move the shop to it, remove the old one. ' +
      'v1, before it, whsec_ left out and the base64url alphabet are understood.',
    type: 'list',
    sensitive: true,
    required: true,
    entryFault: secretFault,
    // In a form's one text a comma parts two secrets; the one of "v1,whsec_…" is inside of one.
    separator: /\n|(?<!(?:^|[\n,])\s*v1),/,
  },
  ...storefrontNumberFields,
  {
    name: 'roundingMostFen',
    label: 'Rounding that is not stated, fen',
    description:
      'Of a shop that rounds what is paid and sends no roundingFen: by how many fen paidFen may differ from totalFen − discountFen without being shown as a contradiction.',
    type: 'integer',
    default: 0,
    min: 0,
    max: 10_000,
  },
  PATIENCE,
  REPAIRS,
] as const satisfies readonly ConfigField[];

export type StorefrontConfig = ConfigOf<typeof storefrontFields>;
