import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { erasure, erasurePlan } from '#admin-contract/privacy.js';
import { act } from './act.js';

export type ErasurePlan = z.input<typeof erasurePlan>;

const planErasure = act('POST /api/v1/privacy/erasures', (send, orderId: string) =>
  send<ErasurePlan>({}, { orderId }),
);

/** What would go of the order's person, counted and fixed once: read anew it would be another plan. */
export const useErasurePlan = (orderId: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['erasure plan', orderId],
    queryFn: () => planErasure(orderId),
    enabled: ({ state }) => isWanted && state.data === undefined,
    gcTime: 0,
  });

export const startErasure = act(
  'POST /api/v1/privacy/erasures/:id/start',
  (send, id: string, reason: string) => send<z.input<typeof erasure>>({ id }, { reason }),
);
