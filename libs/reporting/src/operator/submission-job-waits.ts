import { codesThatBlame } from '#connectors-core/connector-error.js';
import type { Sql } from '#database/sql.js';
import type { Sink } from '../derive/sinks.store.js';
import { backloggedAccounts } from './submission-jobs.store.js';

/** What nothing can be done of a store for at present. */
export interface JobWaitsFor {
  readonly accountIds: readonly string[];
  readonly message: string;
  /** Whether it may never come; otherwise it is a matter of pace. */
  readonly inVain: boolean;
}

/** With so many reports of an account still to be sent a job adds none: new hours wait behind them. */
const MOST_WAITING = 300;

/** @param sinks of one store */
export async function whatItWaitsFor(sql: Sql, sinks: readonly Sink[]): Promise<JobWaitsFor | null> {
  const moving = sinks.find(({ waits_for }) => waits_for !== null);
  if (moving !== undefined) {
    const message = `waits: orders of its store are on the move by job ${String(moving.waits_for)}`;
    return { accountIds: [], message, inVain: true };
  }
  const of = [...new Set(sinks.map(({ account_id }) => account_id))];
  const backlogged = await backloggedAccounts(sql, of, MOST_WAITING, codesThatBlame('account', 'vendor'));
  const [first] = backlogged;
  if (first === undefined) return null;
  const stuck = backlogged.find(({ paused, in_vain }) => paused || in_vain) ?? first;
  return {
    accountIds: backlogged.map(({ id }) => id),
    message: `waits: ${whyOf(stuck)}earlier reports of the account are still to be sent`,
    inVain: stuck.paused || stuck.in_vain,
  };
}

const whyOf = ({ paused, in_vain }: { readonly paused: boolean; readonly in_vain: boolean }): string =>
  paused ? 'the account is paused, and ' : in_vain ? 'the account or its vendor does not work, and ' : '';
