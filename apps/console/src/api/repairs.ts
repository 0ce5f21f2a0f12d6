import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { discrepancy } from '#admin-contract/discrepancy.js';
import type { repair, repairPage } from '#admin-contract/repair.js';
import { act } from './act.js';
import { call } from './call.js';

export type Repair = z.input<typeof repair>;
export type RepairOffer = z.input<typeof discrepancy>['repairs'][number];
export type Shown = NonNullable<Repair['before']>;

/** What is done, or was to be done, about a discrepancy; the newest first. */
export const useRepairsOf = (discrepancyId: string) =>
  useQuery({
    queryKey: ['repair', 'of', discrepancyId],
    queryFn: () => call<z.input<typeof repairPage>>('GET', `repairs?discrepancyId=${discrepancyId}&limit=20`),
    select: ({ items }) => items,
  });

export const approveRepair = act(
  'POST /api/v1/discrepancies/:id/approve',
  (send, id: string, offer: RepairOffer, reason: string) => send({ id }, { repair: offer, reason }),
);

/** Every vendor is asked anew, and what would be so after it is shown; nothing is begun. */
export const planRepair = act('POST /api/v1/discrepancies/:id/plan', (send, id: string, offer: RepairOffer) =>
  send({ id }, { repair: offer }),
);

export const dismissRepair = act('POST /api/v1/repairs/:id/dismiss', (send, id: string, reason: string) =>
  send({ id }, { reason }),
);
