import { UNSTORABLE_WORDS } from '#connectors-core/fault.js';
import { type Receipt, type Recording, recordingAccount, type StatingAccount } from '#ledger/recording.js';
import type { EndedAttempt, StepOutcome, TakenStep } from './attempts.store.js';
import type { ClaimedDispatch } from './claim.store.js';
import type { DispatchSettlement } from './settle.store.js';

/** How the work on a claimed command ended. */
export interface StepResult {
  readonly claimed: ClaimedDispatch;
  readonly settlement: DispatchSettlement;
  /** The attempt that was noted before, if something was sent. */
  readonly ended?: EndedAttempt;
  /** What else was done. */
  readonly steps?: readonly TakenStep[];
  /** What the till says that it booked: facts, whoever holds the claim by now. */
  readonly receipts?: readonly Receipt[];
  readonly recordings?: readonly Recording[];
}

/** What the till says that it booked for this command. */
export const receiptOf = (
  { leg_id: legId, marker }: Pick<ClaimedDispatch, 'leg_id' | 'marker'>,
  active: StatingAccount,
  vendorNo: string,
): Receipt => ({ account: recordingAccount(active), vendorNo, legId, ...(marker !== null && { marker }) });

/**
 * How the work on a command ended, without anything that the till said but its number for the order. What was
 * read beside is left out: it comes again when the order is fetched the next time.
 */
export const resultInFixedWords = ({
  claimed,
  settlement,
  ended,
  steps,
  receipts,
}: StepResult): StepResult => ({
  claimed,
  settlement: {
    ...settlement,
    shown: settlement.shown && { ...settlement.shown, message: UNSTORABLE_WORDS },
    detail: null,
  },
  ...(ended === undefined ? {} : { ended: { ...ended, ...fixed(ended) } }),
  steps: (steps ?? []).map((step) => ({ ...step, ...fixed(step) })),
  receipts: receipts ?? [],
});

const fixed = ({ outcome, message }: StepOutcome): StepOutcome => ({
  outcome,
  vendorCode: null,
  message: message === null ? null : UNSTORABLE_WORDS,
});
