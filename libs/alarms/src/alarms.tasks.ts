import { defineTask } from '#jobs/task.js';

/** Ask every source what stands. */
export const ALARMS_LOOK = defineTask('alarms.look');
