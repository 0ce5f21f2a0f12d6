import type { SourcePages } from '#connectors-core/source-pages.js';
import type { Database } from '#database/database.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** As a till is listed whose connector is Pospal's. */
export const PAGES: SourcePages = {
  windowTime: 'created',
  largestWindowMs: DAY_MS,
  lagMs: MINUTE_MS,
  overlapMs: 10 * MINUTE_MS,
  mostPages: 1,
  pagesShift: false,
  streams: () => ['orders'],
  intervalMs: () => 30 * MINUTE_MS,
  page: () => Promise.reject(new Error('nothing is listed here')),
};

export const PAUSES = { defaultMs: () => 0, look: () => Promise.resolve() };

/** The till's stream is planned and read to now, less the lag. */
export async function readToNow(database: Database, accountId: string, now: Date): Promise<void> {
  const plannedTo = new Date(now.getTime() - PAGES.lagMs);
  const key = { accountId, stream: 'orders' };
  await database.prisma.coverageStream.upsert({
    where: { accountId_stream: key },
    create: { ...key, startsAt: new Date(plannedTo.getTime() - DAY_MS), plannedTo },
    update: { plannedTo },
  });
}
