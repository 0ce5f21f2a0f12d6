import { defineTask } from '#jobs/task.js';

/** Under this name the ledger notes changed orders for this lib. */
export const RECONCILIATION_CONSUMER = 'reconciliation';

/** Look for orders that stand alone and may be one. */
export const RECONCILIATION_SUGGEST = defineTask('reconciliation.suggest');

/** Compare orders that changed, and those whose patience is over. */
export const RECONCILIATION_COMPARE = defineTask('reconciliation.compare');

/** Go on with runs: comparisons of every order of a period. */
export const RECONCILIATION_RUN = defineTask('reconciliation.run');

/** Make the runs that nobody asks for. */
export const RECONCILIATION_PLAN_RUNS = defineTask('reconciliation.plan_runs');

/** Delete runs that ended long ago. */
export const RECONCILIATION_OLD_RUNS = defineTask('reconciliation.old_runs');

/** Look whether automatic repairs are to be stopped. */
export const RECONCILIATION_BRAKE = defineTask('reconciliation.brake');

/** Compare hours that may not be what their vendors have. */
export const RECONCILIATION_HOURS = defineTask('reconciliation.hours');

/** Compare hours with the tickets that their vendors show. */
export const RECONCILIATION_TICKETS = defineTask('reconciliation.tickets');

/** Compare what accounts' orders say with what is known. */
export const RECONCILIATION_ACCOUNTS = defineTask('reconciliation.accounts');

/** Take in what belongs to incidents, and end those of which nothing is open. */
export const RECONCILIATION_INCIDENTS = defineTask('reconciliation.incidents');

/** Plan repairs that nobody has asked for. */
export const RECONCILIATION_PLAN_REPAIRS = defineTask('reconciliation.plan_repairs');

/** Begin and verify repairs. */
export const RECONCILIATION_MEND = defineTask('reconciliation.mend');
