import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { revealed, revealPage } from '#admin-contract/reveal.js';
import { act } from './act.js';
import { call } from './call.js';
import { queryOf } from './use-list.js';

export type Revealed = z.input<typeof revealed>;

/** Who was shown it, when and why is kept for ever. */
export const reveal = act('POST /api/v1/orders/:orderId/reveal', (send, orderId: string, reason: string) =>
  send<Revealed>({ orderId }, { reason }),
);

const A_PART = 20;

/** To whom an order's customer was shown, the newest first. */
export const useReveals = (orderId: string) =>
  useInfiniteQuery({
    queryKey: ['order', 'reveals', orderId],
    queryFn: ({ pageParam }) =>
      call<z.input<typeof revealPage>>(
        'GET',
        `reveals?${queryOf({ orderId, limit: String(A_PART), cursor: pageParam })}`,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
