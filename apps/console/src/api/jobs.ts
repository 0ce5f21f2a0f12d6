import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { job } from '#admin-contract/job.js';
import { call } from './call.js';

export type Job = z.input<typeof job>;

const EVERY_MS = 3_000;

/** Long work with how far it is, looked at until it is done. */
export const useJob = (id: string) =>
  useQuery({
    queryKey: ['job', id],
    queryFn: () => call<Job>('GET', `jobs/${id}`),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : EVERY_MS),
  });
