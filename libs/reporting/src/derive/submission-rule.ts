/**
 * `waiting`: not sent yet, or refused in a way that passes. `accepted`: the vendor has it. `failed`: it
 * did not get there and is not tried again. `unknown`: it may have got there; tried again until it is
 * known, unless settled as superseded. `conflict`: somebody else has reported the hour.
 */
export const SUBMISSION_STATES = ['waiting', 'accepted', 'failed', 'unknown', 'conflict'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/**
 * Why a submission was made. `first`: the hour was derived, and the vendor had nothing of it. `restated`: what the
 * vendor has was changed, and nobody asked. `requested`: somebody asked. `confirm`: a report with cover may have been
 * overtaken by a later one, so what holds is said once more.
 */
export const SUBMISSION_CAUSES = ['first', 'restated', 'requested', 'confirm'] as const;
export type SubmissionCause = (typeof SUBMISSION_CAUSES)[number];

/**
 * Error code of a submission that gave way to one of a later revision: `failed` if it was never sent,
 * `unknown` and settled if it may have got there.
 */
export const SUPERSEDED = 'superseded';

/** Error code of a report that was to make sure of the hour and was sent `MOST_CONFIRMS` times without an answer. */
export const UNCONFIRMED = 'unconfirmed';
export const MOST_CONFIRMS = 8;

/** So long after its last attempt ended nothing of a report is expected to arrive any more. */
export const CONFIRM_AFTER_MS = 600_000;

/** What there is already of an hour's submissions, as far as the next step depends on it. */
export interface Earlier {
  readonly id: string;
  readonly accountId: string;
  readonly revisionId: string;
  readonly state: SubmissionState;
  readonly settled: boolean;
  /** Being sent at this moment. */
  readonly held: boolean;
  readonly superseded: boolean;
  readonly cover: boolean;
  readonly cause: SubmissionCause;
  readonly createdAt: Date;
  /** Of the revision that it reports; the partition to look in. */
  readonly revisionAt: Date;
  /** The vendor may have it from us: accepted, an attempt of unknown outcome, or being sent. */
  readonly mayHaveLanded: boolean;
}

export type NextStep =
  | { readonly step: 'submit'; readonly cover: boolean; readonly supersede: readonly string[] }
  | { readonly step: 'hasten'; readonly id: string }
  | { readonly step: 'leave'; readonly reason: 'accepted' | 'under way' | 'settled' | 'conflict' }
  /** It is what the vendor has again: what was to change that is not sent. */
  | { readonly step: 'back'; readonly supersede: readonly string[] }
  /** Nobody was told of it, and nobody is to be. */
  | { readonly step: 'untold'; readonly supersede: readonly string[] }
  /** It is looked at again then. */
  | { readonly step: 'settles'; readonly until: Date }
  /** It waits for a person. */
  | { readonly step: 'asks'; readonly why: AskReason; readonly supersede: readonly string[] };

/**
 * Why an hour that is not what its vendor has waits for a person. `unconfirmed`: nobody has confirmed what a cover does
 * at the account's vendor. `setting`: the account's setting says so. `old`: it ended too long ago. `negative`: it is
 * below zero, and whether the vendor takes that is not known. `unbound`: whoever was told of it takes it no longer.
 */
export const ASK_REASONS = ['unconfirmed', 'setting', 'old', 'negative', 'unbound'] as const;
export type AskReason = (typeof ASK_REASONS)[number];

export interface Wish {
  readonly accountId: string;
  readonly revisionId: string;
  /** Somebody asked for it: then a failed one is tried again and a conflict is overridden. */
  readonly asked: boolean;
}

/**
 * What to do about an hour whose latest revision is `revisionId`.
 * @param earlier all submissions of the hour, the oldest first
 */
export function nextStep(earlier: readonly Earlier[], { accountId, revisionId, asked }: Wish): NextStep {
  const ours = earlier.filter((one) => one.accountId === accountId);
  const latest = ours.findLast((one) => !one.superseded);
  const submit: NextStep = {
    step: 'submit',
    cover: isToCover(ours, asked),
    supersede: earlier.filter((one) => !one.settled && !one.held).map((one) => one.id),
  };
  if (latest?.state === 'conflict' && !asked && !submit.cover) return { step: 'leave', reason: 'conflict' };
  if (latest?.revisionId !== revisionId) return submit;
  if (latest.state === 'accepted') return { step: 'leave', reason: 'accepted' };
  if (!latest.settled) {
    return asked && !latest.held ? { step: 'hasten', id: latest.id } : { step: 'leave', reason: 'under way' };
  }
  return asked ? submit : { step: 'leave', reason: 'settled' };
}

/**
 * Only what may be our own is covered, and what a person wants covered: by asking for an hour that somebody else has
 * reported, also where a later revision takes the place of what was asked for.
 */
const isToCover = (ours: readonly Earlier[], asked: boolean): boolean =>
  ours.some(
    (one) =>
      one.mayHaveLanded || (asked && one.state === 'conflict') || (one.cover && !one.settled && !one.held),
  );

/** Why the submission is made that `nextStep` asks for. @param asked as in `Wish` */
export function causeOf({ cover }: { readonly cover: boolean }, asked: boolean): SubmissionCause {
  if (asked) return 'requested';
  return cover ? 'restated' : 'first';
}
