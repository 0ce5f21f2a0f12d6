import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { backfill, newBackfill } from '#admin-contract/backfill.js';
import type { listedWindow, streamCoverage } from '#admin-contract/window.js';
import { act } from './act.js';
import { readAll } from './read-all.js';

export type Stream = z.input<typeof streamCoverage>;
export type Window = z.input<typeof listedWindow>;
export type Backfill = z.input<typeof backfill>;

/** Time alone makes a stream lag. */
const EVERY_MS = 30_000;

/** How far each live stream is read, as of when that was asked. */
export const useCoverage = () =>
  useQuery({
    queryKey: ['window', 'coverage'],
    queryFn: async () => ({ items: await readAll<Stream>('coverage'), asOf: Date.now() }),
    refetchInterval: EVERY_MS,
  });

export const startBackfill = act('POST /api/v1/backfills', (send, wanted: z.input<typeof newBackfill>) =>
  send({}, wanted),
);

export const dismissUnread = act('POST /api/v1/windows/unread/:id/dismiss', (send, id: string) =>
  send({ id }),
);
