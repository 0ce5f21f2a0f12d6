import {
  CONNECTOR_ERROR_CODES,
  type ConnectorErrorCode,
  type NotSent,
  RETRY,
} from '#connectors-core/connector-error.js';
import type { SalesReceipt } from '#connectors-core/connector.js';
import { faultOf, shortMessage, shortVendorCode } from '#connectors-core/fault.js';
import { afterUnsent } from '#connectors-core/not-sent.js';
import { pauseBeforeRetry } from '#connectors-core/retry-pause.js';
import { MOST_CONFIRMS, type SubmissionState, SUPERSEDED, UNCONFIRMED } from '../derive/submission-rule.js';

/** Error code of a submission whose store is no longer reported to its account; not tried again. */
export const UNBOUND = 'unbound';

/** How one attempt ended. */
export const SUBMISSION_OUTCOMES = ['accepted', ...CONNECTOR_ERROR_CODES, UNBOUND] as const;

/** Why a report is not there, or is over. */
export const SUBMISSION_ERROR_CODES = [...CONNECTOR_ERROR_CODES, UNBOUND, SUPERSEDED, UNCONFIRMED] as const;
type SubmissionErrorCode = (typeof SUBMISSION_ERROR_CODES)[number];

export interface SubmissionOutcome {
  readonly code: (typeof SUBMISSION_OUTCOMES)[number];
  readonly vendorCode: string | null;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  readonly notSent?: NotSent;
}

/** What else decides where the submission then stands. */
export interface Standing {
  /** `unknown` when an earlier attempt may have got there. */
  readonly state: Extract<SubmissionState, 'waiting' | 'unknown'>;
  /** Including this one. */
  readonly attempts: number;
  /** An earlier attempt of ours with the same payload, for the same hour, ended unknown. */
  readonly sentBefore: boolean;
  /** Of a report that makes sure of its hour, how often it was sent without an answer before; of others left out. */
  readonly confirmsInVain?: number | undefined;
}

export interface SubmissionSettlement {
  readonly state: SubmissionState;
  /** Null when it is settled. */
  readonly dueAt: Date | null;
  readonly errorCode: SubmissionErrorCode | null;
  readonly errorMessage: string | null;
  readonly receipt: SalesReceipt | null;
  /** The attempt was sent, and nobody knows whether it got there. */
  readonly mayHaveLanded: boolean;
}

/**
 * Where a submission stands after an attempt. That the vendor has the hour already is success only if it
 * can be our own report; otherwise somebody else has reported it, and a person must decide.
 * @param random uniform in [0, 1)
 */
export function settle(
  outcome: SubmissionOutcome,
  standing: Standing,
  now: Date,
  random: () => number,
): SubmissionSettlement {
  const { code, message } = outcome;
  if (code === 'accepted' || (code === 'duplicate' && standing.sentBefore)) return accepted(outcome);
  if (code === 'duplicate') return final('conflict', code, message);
  if (code === UNBOUND || !RETRY[code].later) return final('failed', code, message);
  const mayHaveLanded = outcome.notSent === undefined && RETRY[code].write === 'unknown';
  if (mayHaveLanded && isLastConfirm(standing))
    return { ...final('unknown', UNCONFIRMED, IN_VAIN), mayHaveLanded };
  const state = mayHaveLanded ? 'unknown' : standing.state;
  return {
    ...final(state, code, message),
    mayHaveLanded,
    dueAt: dueAfter(code, outcome, standing, now, random),
  };
}

const isLastConfirm = ({ confirmsInVain }: Standing): boolean =>
  confirmsInVain !== undefined && confirmsInVain + 1 >= MOST_CONFIRMS;

const IN_VAIN =
  `an earlier report may have arrived after a later one, and what holds was sent ${String(MOST_CONFIRMS)} times ` +
  'without an answer: look at the hour at the vendor, then POST /submissions for it';

/** What was not sent was no try: its pause does not grow. */
function dueAfter(
  code: ConnectorErrorCode,
  { notSent, retryAfterMs }: SubmissionOutcome,
  { attempts }: Standing,
  now: Date,
  random: () => number,
): Date {
  if (notSent !== undefined) return afterUnsent({ retryAfterMs }, now, random);
  return new Date(now.getTime() + pauseBeforeRetry(code, attempts, random, retryAfterMs));
}

const accepted = ({ vendorCode, message }: SubmissionOutcome): SubmissionSettlement => ({
  state: 'accepted',
  dueAt: null,
  errorCode: null,
  errorMessage: null,
  receipt: { vendorCode: vendorCode ?? '', message },
  mayHaveLanded: false,
});

const final = (state: SubmissionState, code: SubmissionErrorCode, message: string): SubmissionSettlement => ({
  state,
  dueAt: null,
  errorCode: code,
  errorMessage: message,
  receipt: null,
  mayHaveLanded: false,
});

/** Whether an error left a report with the vendor is not known, unless the error says it. */
export const outcomeOf = (error: unknown): SubmissionOutcome => faultOf(error, 'outcome_unknown');

export const received = ({ vendorCode, message }: SalesReceipt): SubmissionOutcome => ({
  code: 'accepted',
  vendorCode: shortVendorCode(vendorCode),
  message: shortMessage(message),
});
