import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  accountChange,
  accountTest,
  newAccount,
  webhookAddressRenewal,
} from '#admin-contract/account.js';
import type { unmappedValues, valueMap } from '#admin-contract/unmapped-value.js';
import type { pushAddress } from '#admin-contract/push.js';
import type { quota } from '#admin-contract/quota.js';
import type { Account } from './accounts.js';
import { act } from './act.js';
import { call } from './call.js';
import { readAll } from './read-all.js';

/** What is wrong with an account shows by time as well as by changes. */
const EVERY_MS = 30_000;

/** All accounts with how they are just now. */
export const useAccountList = () =>
  useQuery({
    queryKey: ['account', 'all'],
    queryFn: () => readAll<Account>('accounts'),
    refetchInterval: EVERY_MS,
  });

export const useAccount = (id: string) =>
  useQuery({
    queryKey: ['account', id],
    queryFn: () => call<Account>('GET', `accounts/${id}`),
    refetchInterval: EVERY_MS,
  });

export const createAccount = act('POST /api/v1/accounts', (send, wanted: z.input<typeof newAccount>) =>
  send<Account>({}, wanted),
);

/** An account as it was shown to whoever changes it. */
export type Seen = Pick<Account, 'id' | 'updatedAt'>;

export const changeAccount = act(
  'PATCH /api/v1/accounts/:id',
  (send, { id, updatedAt }: Seen, change: z.input<typeof accountChange>) =>
    send<Account>({ id }, change, updatedAt),
  'admin',
);

/** Of an account the one change that takes no admin. */
export const setPaused = act(
  'PATCH /api/v1/accounts/:id',
  (send, id: string, paused: boolean, reason: string) => send<Account>({ id }, { paused, reason }),
);

export const renewWebhook = act(
  'POST /api/v1/accounts/:accountId/webhook-address',
  (send, { id: accountId, updatedAt }: Seen, renewal: z.input<typeof webhookAddressRenewal>) =>
    send<Account>({ accountId }, renewal, updatedAt),
);

export const endOldWebhook = act(
  'DELETE /api/v1/accounts/:accountId/webhook-address/old',
  (send, { id: accountId, updatedAt }: Seen) => send<Account>({ accountId }, undefined, updatedAt),
);

export type AccountTest = z.input<typeof accountTest>;
export const testAccount = act('POST /api/v1/accounts/:id/test', (send, id: string) =>
  send<AccountTest>({ id }),
);

type Push = z.input<typeof pushAddress>;
export const readPush = (id: string) => call<Push>('GET', `accounts/${id}/push`);
export const registerPush = act('PUT /api/v1/accounts/:accountId/push', (send, accountId: string) =>
  send<Push>({ accountId }),
);

export type UnmappedValue = z.input<typeof unmappedValues>['items'][number];
export const mapValue = act(
  'POST /api/v1/accounts/:accountId/unmapped-values/map',
  (send, accountId: string, map: z.input<typeof valueMap>) => send({ accountId }, map),
);

export type Quota = z.input<typeof quota>;
export const useQuota = (id: string) =>
  useQuery({
    queryKey: ['account', id, 'quota'],
    queryFn: () => call<Quota>('GET', `accounts/${id}/quota`),
    refetchInterval: EVERY_MS,
  });
