import { defineTask } from '#jobs/task.js';

/** Work off the deliveries that wait. */
export const INTAKE_DRAIN = defineTask('intake.drain');
/** Forget idempotency keys whose time is over. */
export const INTAKE_EXPIRE_KEYS = defineTask('intake.expire-keys');
/** Give recorded orders the states that their accounts' maps have for their vendors' values by now. */
export const INTAKE_MAP_VALUES = defineTask('intake.map-values');
