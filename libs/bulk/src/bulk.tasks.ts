import { defineTask } from '#jobs/task.js';

/** Go on with the bulk acts that were begun. */
export const BULK_RUN = defineTask('bulk.run');

/** Forget plans that nobody began, and what ended long ago. */
export const BULK_FORGET = defineTask('bulk.forget');
