import type { AccountEvent } from '#domain/log.js';
import type { Recording } from '#ledger/recording.js';
import type { ClaimedRefresh, RefreshEnd } from './refreshes.store.js';

/** How asking for a leg ended, and how it goes on. */
export interface RefreshAnswer {
  readonly outcome: 'found' | 'not_found' | 'no_quota' | 'paused' | 'resting' | 'later' | 'failed';
  readonly end: RefreshEnd;
  readonly recording?: Recording;
  /** By whose numbers the vendor names the order, though there is no such account. */
  readonly unknownAccounts?: readonly string[];
  readonly error?: unknown;
}

/** @param ms how long it took */
export function refreshLine(
  { leg_id, account_id, connector, vendor_no }: ClaimedRefresh,
  { outcome, end, error, unknownAccounts = [] }: RefreshAnswer,
  ms: number,
): AccountEvent {
  return {
    event: 'refresh',
    level: unknownAccounts.length > 0 ? 'warn' : LEVELS[outcome],
    outcome,
    accountId: account_id,
    connector,
    legId: leg_id,
    vendorNo: vendor_no,
    ms,
    dueAt: end.due_at,
    ...(end.error_code === null ? {} : { code: end.error_code }),
    ...(unknownAccounts.length === 0 ? {} : { unknownAccounts }),
    ...(error === undefined ? {} : { error }),
  };
}

const LEVELS = {
  found: 'info',
  not_found: 'warn',
  failed: 'warn',
  later: 'warn',
  no_quota: 'debug',
  paused: 'debug',
  resting: 'debug',
} as const;
