import { type Fault, shortMessage } from '#connectors-core/fault.js';
import type { StepOutcome } from './attempts.store.js';
import { type Shown, shown } from '../dispatch-words.js';

/** @param message the till's own words, if it said any */
export const doneOutcome = (message: string | null): StepOutcome => ({
  outcome: 'done',
  vendorCode: null,
  message: message === null ? null : shortMessage(message),
});

export const faultShown = ({ code, message }: Pick<Fault, 'code' | 'message'>): Shown => shown(code, message);

export const faultOutcome = ({ code, vendorCode, message, notSent }: Fault): StepOutcome => ({
  outcome: notSent === undefined ? code : 'not_sent',
  vendorCode,
  message,
});
