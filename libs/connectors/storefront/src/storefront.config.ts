import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { storefrontNumberFields } from './storefront-numbers.config.js';

export const storefrontFields = [
  {
    name: 'secrets',
    label: 'Signing secrets',
    description:
      'One or more Standard Webhooks secrets: whsec_ and the base64 of 24 to 64 random bytes. Each is accepted, ' +
      'so that a secret is changed without losing an order: add the new one, move the shop to it, remove the old one.',
    type: 'list',
    sensitive: true,
    required: true,
  },
  ...storefrontNumberFields,
] as const satisfies readonly ConfigField[];

export type StorefrontConfig = ConfigOf<typeof storefrontFields>;
