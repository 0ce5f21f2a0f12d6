import { defineTask } from '#jobs/task.js';

/** Under this name the ledger notes changed orders for this lib. */
export const DISPATCH_CONSUMER = 'dispatch';

/** Make, withdraw and settle commands as the changed orders ask for. */
export const DISPATCH_PLAN = defineTask('dispatch.plan');
/** Send the commands that are due, and find out about those whose outcome is unknown. */
export const DISPATCH_SEND = defineTask('dispatch.send');
