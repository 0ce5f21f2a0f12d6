import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { account } from '#admin-contract/account.js';
import { act } from './act.js';
import { useMay } from './may.js';
import { readAll } from './read-all.js';

export type Account = z.input<typeof account>;

/** All accounts: a chain has some, not some hundreds. */
export function useAccounts() {
  const may = useMay();
  return useQuery({
    queryKey: ['account', 'all'],
    queryFn: () => readAll<Account>('accounts'),
    staleTime: 60_000,
    enabled: may('GET /api/v1/accounts'),
  });
}

export const pauseAccount = act('PATCH /api/v1/accounts/:id', (send, id: string, reason: string) =>
  send({ id }, { paused: true, ...(reason === '' ? {} : { reason }) }),
);
