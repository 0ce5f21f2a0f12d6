import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { bulk, bulkItem, bulkItemPage, bulkPlan, newBulk } from '#admin-contract/bulk.js';
import { act } from './act.js';
import { call } from './call.js';

export type Bulk = z.input<typeof bulk>;
export type BulkItem = z.input<typeof bulkItem>;
export type NewBulk = z.input<typeof newBulk>;

export const planBulk = act('POST /api/v1/bulks', (send, asked: NewBulk) =>
  send<z.input<typeof bulkPlan>>({}, asked),
);

/** What an act on many things is about, counted and fixed once: read anew it would be another plan. */
export const useBulkPlan = (asked: NewBulk) =>
  useQuery({
    queryKey: ['bulk plan', asked],
    queryFn: () => planBulk(asked),
    enabled: ({ state }) => state.data === undefined,
    gcTime: 0,
  });

const EVERY_MS = 1_000;

/** How far one is; undefined while none was begun. */
export const useBulk = (id: string | undefined) =>
  useQuery({
    queryKey: ['bulk', 'one', id],
    queryFn: () => call<Bulk>('GET', `bulks/${id ?? ''}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? EVERY_MS : false),
  });

/** The first that came to nothing. @param count of how many it is known by now */
export const useBulkLeft = (id: string, count: number) =>
  useQuery({
    queryKey: ['bulk', 'left', id, count],
    queryFn: () =>
      call<z.input<typeof bulkItemPage>>('GET', `bulks/${id}/items?state=failed,skipped&limit=5`),
    placeholderData: (before) => before,
    enabled: count > 0,
  });

export const startBulk = act('POST /api/v1/bulks/:id/start', (send, id: string, reason: string) =>
  send<Bulk>({ id }, { reason }),
);

export const cancelBulk = act('POST /api/v1/bulks/:id/cancel', (send, id: string) => send<Bulk>({ id }));
