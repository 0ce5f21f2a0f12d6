import type { LogEvent } from '#domain/log.js';
import type { PageWalk } from './page-walk.js';
import type { ReadEnd } from './window-reader.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

const LEVELS: Readonly<Record<ReadEnd['outcome'], LogEvent['level'] & string>> = {
  closed: 'info',
  failed: 'warn',
  lost: 'warn',
  halved: 'warn',
  later: 'warn',
  no_quota: 'debug',
  paused: 'debug',
  resting: 'debug',
  early: 'debug',
  stopped: 'debug',
};

/** The log's one line of a window that was read, or has to be read again. */
export const windowLine = (window: ClaimedWindow, walk: PageWalk, end: ReadEnd, ms: number): LogEvent => ({
  event: 'window',
  level: walk.unknownAccounts.size > 0 ? 'warn' : LEVELS[end.outcome],
  outcome: end.outcome,
  windowId: window.id,
  accountId: window.account_id,
  connector: window.connector,
  stream: window.stream,
  ...(window.backfill_id === null ? {} : { backfillId: window.backfill_id }),
  from: window.from_at,
  to: window.to_at,
  pages: walk.pages,
  orders: walk.orders,
  attempts: window.attempts,
  ms,
  ...(walk.unknownAccounts.size === 0 ? {} : { unknownAccounts: [...walk.unknownAccounts] }),
  ...detailOf(end),
});

function detailOf(end: ReadEnd): Record<string, unknown> {
  if (end.outcome === 'later') return { dueAt: end.dueAt, message: end.message };
  if ('dueAt' in end) return { dueAt: end.dueAt };
  if ('message' in end) return { message: end.message };
  if (!('failure' in end)) return {};
  const { code, message, dueAt } = end.failure;
  return { code, message, dueAt };
}
