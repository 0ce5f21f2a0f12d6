import type { RetriedRows } from '#jobs/leased-rows.store.js';

/** Windows that are tried again once their account works. */
export const FAILED_WINDOWS: RetriedRows = {
  table: 'windows',
  name: 'polling_windows',
  key: 'id',
  waits: `r.state = 'failed'`,
};

/** Rows of them that nobody could read, and that could not be asked for. */
export const FAILED_UNREAD_ROWS: RetriedRows = {
  table: 'unread_rows',
  name: 'polling_unread_rows',
  key: 'id',
  waits: `r.state = 'open'`,
};
