import { CONFIRM_AFTER_MS, type SubmissionCause } from '../derive/submission-rule.js';

/** A submission of one hour to one account's vendor store, as far as it matters who came last there. */
export interface Report {
  readonly id: string;
  readonly cause: SubmissionCause;
  readonly cover: boolean;
  readonly settled: boolean;
  /** What it says of the hour: the same text exactly for the same figures. */
  readonly figures: string;
  /** When its last attempt that may have got there ended; null when there was none. */
  readonly unknownAt: Date | null;
  /** When the attempt was noted that was accepted; null when none was. */
  readonly acceptedSentAt: Date | null;
}

/**
 * `again`: look once more then. `confirm`: send the figures of this one once more. `done`: nothing can be overtaken.
 */
export type ConfirmStep<R extends Report = Report> =
  | { readonly step: 'again'; readonly at: Date }
  | { readonly step: 'confirm'; readonly of: R }
  | { readonly step: 'done' };

const DONE = { step: 'done' } as const;

/**
 * What to do about an hour of which a report with cover may arrive late. Only where it was followed by an accepted one
 * with other figures, and that one was sent so soon that it may have been overtaken: then its figures go once more.
 * @param reports all of the hour at this vendor store, the oldest first: each was sent when those before were settled
 */
export function confirmStep<R extends Report>(reports: readonly R[], now: Date): ConfirmStep<R> {
  // What is under way is sent later than all of these, and settles it, or is looked at when it is over.
  if (reports.some(({ settled }) => !settled)) return { step: 'again', at: later(now) };
  const latest = reports.findLast(({ acceptedSentAt }) => acceptedSentAt !== null);
  if (latest === undefined || isConfirmedInVain(reports.at(-1))) return DONE;
  const ended = reports.slice(0, reports.indexOf(latest)).flatMap((one) => mayOvertakeFrom(one, latest));
  if (ended.length === 0) return DONE;
  const at = later(new Date(Math.max(...ended.map((instant) => instant.getTime()))));
  return at > now ? { step: 'again', at } : { step: 'confirm', of: latest };
}

/** When the last attempt ended that may still arrive after the later report; without cover the vendor refuses it. */
function mayOvertakeFrom(
  { cover, unknownAt, figures }: Report,
  { acceptedSentAt, figures: latest }: Report,
): Date[] {
  if (!cover || unknownAt === null || figures === latest) return [];
  return acceptedSentAt !== null && acceptedSentAt < later(unknownAt) ? [unknownAt] : [];
}

/** That is shown; it is not made again by itself. */
const isConfirmedInVain = (last: Report | undefined): boolean =>
  last?.cause === 'confirm' && last.acceptedSentAt === null;

const later = (instant: Date): Date => new Date(instant.getTime() + CONFIRM_AFTER_MS);
