import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { discrepancyPage } from '#admin-contract/discrepancy.js';
import type { incident } from '#admin-contract/incident.js';
import { call } from './call.js';

export type Incident = z.input<typeof incident>;

/** The first open ones of an incident, and what would mend them. */
export const useIncidentSample = (id: string) =>
  useQuery({
    queryKey: ['discrepancy', 'sample', id],
    queryFn: () =>
      call<z.input<typeof discrepancyPage>>('GET', `discrepancies?incidentId=${id}&state=open&limit=5`),
    select: ({ items }) => items,
  });
