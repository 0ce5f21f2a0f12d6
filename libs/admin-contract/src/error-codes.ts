import {
  DELIVERY_ERROR_TEXTS,
  DISPATCH_ERROR_TEXTS,
  FAULT_TEXTS,
  SUBMISSION_ERROR_TEXTS,
  SUBMISSION_OUTCOME_TEXTS,
  UNVERIFIED_TEXTS,
  WINDOW_ERROR_TEXTS,
} from './error-texts.js';
import { wordsOf } from './wire.js';

/** What can go wrong at a vendor, or in the hub itself. */
export const faultCode = wordsOf(FAULT_TEXTS);
export const unverifiedReason = wordsOf(UNVERIFIED_TEXTS);
export const deliveryErrorCode = wordsOf(DELIVERY_ERROR_TEXTS);
export const dispatchErrorCode = wordsOf(DISPATCH_ERROR_TEXTS);
export const windowErrorCode = wordsOf(WINDOW_ERROR_TEXTS);
export const submissionErrorCode = wordsOf(SUBMISSION_ERROR_TEXTS);
export const submissionOutcome = wordsOf(SUBMISSION_OUTCOME_TEXTS);
