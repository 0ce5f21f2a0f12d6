import { defineTask } from '#jobs/task.js';

/** Under this name the ledger notes changed orders for this lib. */
export const POLLING_CONSUMER = 'polling';

/** Decide when the legs of changed orders are fetched again. */
export const POLLING_CHANGES = defineTask('polling.changes');
/** Fetch the legs that are due. */
export const POLLING_REFRESH = defineTask('polling.refresh');
/** Fetch the legs that somebody asked for. */
export const POLLING_REFETCH = defineTask('polling.refetch');
/** Look for the open legs that listings have not shown for long. */
export const POLLING_LOOK = defineTask('polling.look');
/** Cut the time that has passed into windows. */
export const POLLING_PLAN = defineTask('polling.plan');
/** Read the windows that are due. */
export const POLLING_READ = defineTask('polling.read');
