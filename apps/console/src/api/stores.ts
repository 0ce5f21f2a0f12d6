import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { store } from '#admin-contract/store.js';
import { readAll } from './read-all.js';

export type Store = z.input<typeof store>;

/** All stores: a chain has hundreds, not millions. */
export const useStores = () =>
  useQuery({ queryKey: ['store', 'all'], queryFn: () => readAll<Store>('stores'), staleTime: 60_000 });
