import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dispatch, dispatchPage } from '#admin-contract/dispatch.js';
import { call } from './call.js';

export type Dispatch = z.input<typeof dispatch>;

/** Commands about one order, the newest first. */
export const useOrderDispatches = (orderId: string) =>
  useQuery({
    queryKey: ['dispatch', 'of order', orderId],
    queryFn: () => call<z.input<typeof dispatchPage>>('GET', `dispatches?orderId=${orderId}&limit=200`),
  });
