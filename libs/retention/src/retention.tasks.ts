import { defineTask } from '#jobs/task.js';

/** Let go of what is kept long enough. */
export const RETENTION_RUN = defineTask('retention.run');
