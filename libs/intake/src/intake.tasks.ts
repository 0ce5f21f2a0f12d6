import { defineTask } from '#jobs/task.js';

/** Work off the deliveries that wait. */
export const INTAKE_DRAIN = defineTask('intake.drain');
/** Forget idempotency keys whose time is over. */
export const INTAKE_EXPIRE_KEYS = defineTask('intake.expire-keys');
