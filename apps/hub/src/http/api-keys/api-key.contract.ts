import type { z } from 'zod';
import type { ApiKey } from '#accounts/keys/api-keys.store.js';
import type { KeyWish } from '#accounts/keys/new-api-key.js';
import type { newApiKey } from '#admin-contract/api-key.js';

export const toApiKeyResponse = <Key extends ApiKey>({ stores, ...key }: Key) => ({
  ...key,
  storeIds: stores,
});

export const fromNewApiKey = ({ storeIds, ...wish }: z.output<typeof newApiKey>): KeyWish => ({
  ...wish,
  stores: storeIds === null ? null : [...new Set(storeIds)],
});
