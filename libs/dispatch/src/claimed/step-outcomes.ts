import type { StepOutcome } from './attempts.store.js';

const LONGEST_MESSAGE = 500;

/** @param message the till's own words, if it said any */
export const doneOutcome = (message: string | null): StepOutcome => ({
  outcome: 'done',
  vendorCode: null,
  message: message?.slice(0, LONGEST_MESSAGE) ?? null,
});
