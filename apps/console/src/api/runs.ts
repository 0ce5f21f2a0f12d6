import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { job } from '#admin-contract/job.js';
import type {
  newRun,
  run,
  runAccepted,
  runDetail,
  runDifference,
  runPage,
} from '#admin-contract/reconciliation-run.js';
import { act } from './act.js';
import { call } from './call.js';

export type Run = z.input<typeof run>;
export type RunDetail = z.input<typeof runDetail>;
export type RunDifference = z.input<typeof runDifference>;
export type NewRun = z.input<typeof newRun>;
type Job = z.input<typeof job>;

const EVERY_MS = 5_000;

export const useRun = (id: string) =>
  useQuery({
    queryKey: ['run', 'one', id],
    queryFn: () => call<RunDetail>('GET', `reconciliation/runs/${id}`),
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? EVERY_MS : false),
  });

/** How far a run is; a run is a job. */
export const useRunProgress = (id: string, isOpen: boolean) =>
  useQuery({
    queryKey: ['run', 'progress', id],
    queryFn: () => call<Job>('GET', `jobs/${id}`),
    select: ({ progress }) => progress,
    enabled: isOpen,
    refetchInterval: isOpen ? EVERY_MS : false,
    meta: { hints: ['job'] },
  });

/** The last runs that have come to their end, the newest first. */
export const useEndedRuns = () =>
  useQuery({
    queryKey: ['run', 'ended'],
    queryFn: () => call<z.input<typeof runPage>>('GET', 'reconciliation/runs?state=done&limit=100'),
    select: ({ items }) => items,
  });

/** @returns its id; of the one under way, where that compares the same */
export const startRun = act('POST /api/v1/reconciliation/runs', (send, wanted: NewRun) =>
  send<z.input<typeof runAccepted>>({}, wanted),
);

export const pauseRun = act('POST /api/v1/jobs/:id/pause', (send, id: string) => send({ id }));
export const resumeRun = act('POST /api/v1/jobs/:id/resume', (send, id: string) => send({ id }));
export const cancelRun = act('POST /api/v1/jobs/:id/cancel', (send, id: string) => send({ id }));

/** Where the browser fetches what a run has found. */
export const csvOf = (id: string): string => `/api/v1/reconciliation/runs/${id}/differences.csv`;
