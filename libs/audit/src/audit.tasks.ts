import { defineTask } from '#jobs/task.js';

/** Seal what is committed. */
export const AUDIT_SEAL = defineTask('audit.seal');

/** Drop months that have been kept long enough. */
export const AUDIT_DROP = defineTask('audit.drop');
