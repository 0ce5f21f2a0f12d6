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

/** What is being tried in vain at present: of one account, in one list, with one code. What ended is none. */
export interface AccountTrouble {
  readonly accountId: string;
  readonly what: TroubleList;
  /**
   * A connector's error code; of windows also `internal`, what can be wrong with a window, and `unread_rows`; of
   * submissions also `unconfirmed`; of hours `differs`, `missing`, `overdue` and why they wait for a person; of jobs
   * `failing`, `left` and `differs`; of deliveries also `contradicts`, `refused_not_kept` and why others were refused;
   * of orders their flag; of brakes why it is stopped; of repairs
   * `failed` and `mended_nothing`.
   */
  readonly code: string;
  /** Of the newest case; for people, without secrets and persons. */
  readonly message: string;
  readonly count: number;
  /** Of the oldest case: since when it waits, or which time it is about. */
  readonly oldestAt: Date;
}
