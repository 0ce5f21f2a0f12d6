import { defineTask } from '#jobs/task.js';

/** Give recorded orders to the stores that the bindings now name. */
export const LEDGER_ATTRIBUTE = defineTask('ledger.attribute');

/** Fold anew what is folded otherwise since an upgrade. */
export const LEDGER_REFOLD = defineTask('ledger.refold');
