import { defineTask } from '#jobs/task.js';

/** Ask every source what stands. */
export const ALARMS_LOOK = defineTask('alarms.look');

/** Send what addresses are to hear. */
export const ALARMS_SEND = defineTask('alarms.send');

/** Forget what is long over. */
export const ALARMS_FORGET = defineTask('alarms.forget');
