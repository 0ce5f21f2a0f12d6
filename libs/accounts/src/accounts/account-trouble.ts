import { codesThatBlame, FAULT_CODES } from '#connectors-core/connector-error.js';
import { UNVERIFIED_REASONS } from '#connectors-core/webhook-refusal.js';

/** What is tried for an account again and again, by the list that shows each of its cases. */
export const TROUBLE_LISTS = [
  'windows',
  'deliveries',
  'refreshes',
  'dispatches',
  'submissions',
  'hours',
  'jobs',
  'orders',
  'brakes',
  'repairs',
] as const;
export type TroubleList = (typeof TROUBLE_LISTS)[number];

const OF_VENDORS = codesThatBlame('account', 'vendor');

/** What can be wrong in each list. The admin contract has words for them in both languages. */
export const TROUBLE_CODES = {
  /** But for a stream that the account has no more: that is how somebody wanted it. */
  windows: [
    ...FAULT_CODES,
    ...(['too_many_pages', 'repeated_cursor', 'repeated_page', 'rows_keep_moving'] as const),
    ...(['window_too_large', 'not_whole', 'unread_rows'] as const),
  ],
  deliveries: [...OF_VENDORS, ...UNVERIFIED_REASONS, 'contradicts', 'refused_not_kept'],
  refreshes: OF_VENDORS,
  dispatches: OF_VENDORS,
  submissions: [...OF_VENDORS, 'invalid_binding', 'unconfirmed'],
  hours: [
    ...(['unconfirmed', 'setting', 'old', 'negative', 'unbound'] as const),
    ...(['differs', 'missing', 'overdue', 'unrevised'] as const),
  ],
  jobs: ['failing', 'left', 'differs'],
  orders: ['no_store', 'unknown_store', 'counted_otherwise'],
  brakes: [
    ...(['many_differ', 'fetches_fail', 'empty_window', 'not_mended', 'rule_limit'] as const),
    ...(['account_limit', 'all_limit', 'accounts_stopped', 'person'] as const),
  ],
  repairs: ['failed', 'mended_nothing'],
} as const satisfies Readonly<Record<TroubleList, readonly string[]>>;
export type TroubleCode<List extends TroubleList = TroubleList> = (typeof TROUBLE_CODES)[List][number];

/** SQL: in which list, and what. */
export const troubleIs = <List extends TroubleList>(what: List, code: TroubleCode<List>): string =>
  `'${what}' AS what, '${code}' AS code`;

/** What is being tried in vain at present: of one account, in one list, with one code. What ended is none. */
export interface AccountTrouble {
  readonly accountId: string;
  readonly what: TroubleList;
  readonly code: TroubleCode;
  /** Of the newest case; for people, without secrets and persons. */
  readonly message: string;
  readonly count: number;
  /** Of the oldest case: since when it waits, or which time it is about. */
  readonly oldestAt: Date;
}
