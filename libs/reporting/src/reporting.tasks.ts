import { defineTask } from '#jobs/task.js';

/** Under this name the ledger notes changed orders for this lib. */
export const REPORTING_CONSUMER = 'reporting';

/** Derive hours anew whose figures a changed order has moved. */
export const REPORTING_CHANGES = defineTask('reporting.changes');
/** Derive every hour that has been closed for long enough. */
export const REPORTING_DERIVE = defineTask('reporting.derive');
/** Look at hours that have a further revision, and report them again. */
export const REPORTING_RESTATE = defineTask('reporting.restate');
/** Look whether derived hours are what the ledger says. */
export const REPORTING_SWEEP = defineTask('reporting.sweep');
/** Make sure of hours of which an earlier report may have arrived after a later one. */
export const REPORTING_CONFIRM = defineTask('reporting.confirm');
/** Send the submissions that are due. */
export const REPORTING_SUBMIT = defineTask('reporting.submit');
/** Derive and submit hours that were left out. */
export const REPORTING_FILL = defineTask('reporting.fill');
/** Work off the long periods that people asked for. */
export const REPORTING_REQUESTED = defineTask('reporting.requested');
