import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { timelineItem, timelinePage } from '#admin-contract/order-timeline.js';
import { call } from './call.js';
import { queryOf } from './use-list.js';

export type TimelineItem = z.input<typeof timelineItem>;

/** What happened to an order, the oldest first; more of it as it is asked for. */
export const useTimeline = (orderId: string) =>
  useInfiniteQuery({
    queryKey: ['order', orderId, 'timeline'],
    queryFn: ({ pageParam }) =>
      call<z.input<typeof timelinePage>>(
        'GET',
        `orders/${orderId}/timeline?${queryOf({ limit: '200', cursor: pageParam })}`,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    meta: { hints: ['discrepancy', 'dispatch', 'repair', 'submission'] },
  });
