import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { discrepancy, discrepancyCounts, discrepancyDetail } from '#admin-contract/discrepancy.js';
import { act } from './act.js';
import { call } from './call.js';

export type Discrepancy = z.input<typeof discrepancy>;
export type DiscrepancyDetail = z.input<typeof discrepancyDetail>;
export type DiscrepancyCount = z.input<typeof discrepancyCounts>['items'][number];

export const useDiscrepancyCounts = () =>
  useQuery({
    queryKey: ['discrepancy', 'counts'],
    queryFn: () => call<z.input<typeof discrepancyCounts>>('GET', 'discrepancies/counts'),
    select: ({ items }) => items,
  });

export const useDiscrepancy = (id: string) =>
  useQuery({
    queryKey: ['discrepancy', 'one', id],
    queryFn: () => call<DiscrepancyDetail>('GET', `discrepancies/${id}`),
    meta: { hints: ['repair'] },
  });

export const dismissDiscrepancy = act(
  'POST /api/v1/discrepancies/:id/dismiss',
  (send, id: string, reason: string) => send({ id }, { reason }),
);

export const acceptDiscrepancy = act(
  'POST /api/v1/discrepancies/:id/accept',
  (send, id: string, reason: string) => send({ id }, { reason }),
);

export const reopenDiscrepancy = act(
  'POST /api/v1/discrepancies/:id/reopen',
  (send, id: string, reason: string) => send({ id }, { reason }),
);

export const assign = act(
  'POST /api/v1/discrepancies/:id/assign',
  (send, id: string, assignee: string | null, reason: string) =>
    send({ id }, { assignee, ...(reason === '' ? {} : { reason }) }),
);

export const comment = act('POST /api/v1/discrepancies/:id/comment', (send, id: string, text: string) =>
  send({ id }, { text }),
);

/** What was written is gone for everybody; that something was written stays. */
export const eraseText = act('DELETE /api/v1/discrepancies/texts/:id', (send, id: string) => send({ id }));
