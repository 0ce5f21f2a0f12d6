import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { brake, brakePage } from '#admin-contract/brake.js';
import { act } from './act.js';
import { call } from './call.js';
import { useMay } from './may.js';

export type Brake = z.input<typeof brake>;

/** Where repairs begin by themselves no more. */
export function useStoppedBrakes() {
  const may = useMay();
  return useQuery({
    queryKey: ['brake', 'stopped'],
    queryFn: () => call<z.input<typeof brakePage>>('GET', 'brakes?state=stopped&limit=200'),
    enabled: may('GET /api/v1/brakes'),
    select: ({ items }) => items,
  });
}

export const startBrake = act('POST /api/v1/brakes/:scope/start', (send, scope: string, reason: string) =>
  send({ scope }, { reason }),
);

export const stopBrake = act('POST /api/v1/brakes/:scope/stop', (send, scope: string, reason: string) =>
  send({ scope }, { reason }),
);
