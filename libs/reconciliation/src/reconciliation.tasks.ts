import { defineTask } from '#jobs/task.js';

/** Under this name the ledger notes changed orders for this lib. */
export const RECONCILIATION_CONSUMER = 'reconciliation';

/** Compare orders that changed, and those whose patience is over. */
export const RECONCILIATION_COMPARE = defineTask('reconciliation.compare');
