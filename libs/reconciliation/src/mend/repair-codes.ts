import { NOT_SENT } from '#connectors-core/connector-error.js';
import { SHOWN_CODES } from '#dispatch/dispatch-words.js';
import { DELIVERY_ERROR_CODES } from '#intake/delivery-error.js';
import { WINDOW_ERROR_CODES } from '#polling/windows/window-failure.js';
import { SUBMISSION_ERROR_CODES } from '#reporting/submit/settlement.js';

/** What a repair failed with, or waits for, in the words of whoever does it; else the state in which that ended. */
export const REPAIR_ERROR_CODES = [
  ...SHOWN_CODES,
  ...DELIVERY_ERROR_CODES,
  ...WINDOW_ERROR_CODES,
  ...SUBMISSION_ERROR_CODES,
  ...NOT_SENT,
  ...(['not_fetchable', 'not_asked'] as const),
  ...(['withdrawn', 'failed', 'discarded', 'refused'] as const),
] as const;
