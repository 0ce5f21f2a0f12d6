import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { overview } from '#admin-contract/overview.js';
import { call } from './call.js';

export type Overview = z.input<typeof overview>;
export type StoreToday = Overview['stores'][number];

/** Beside what events tell: time alone makes an hour another, and a source late. */
const EVERY_MS = 60_000;

/** @param since what has come for a person since then is counted, ISO 8601 */
export const useOverview = (since: string | undefined) =>
  useQuery({
    queryKey: ['overview', since],
    queryFn: () =>
      call<Overview>('GET', since === undefined ? 'overview' : `overview?since=${encodeURIComponent(since)}`),
    refetchInterval: EVERY_MS,
    placeholderData: (before) => before,
  });
