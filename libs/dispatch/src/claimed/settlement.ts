import { RETRY } from '#connectors-core/connector-error.js';
import type { Fault } from '#connectors-core/fault.js';
import { pauseBeforeRetry } from '#connectors-core/retry-pause.js';
import type { ClaimedDispatch } from './claim.store.js';
import { lasting } from '../dispatch-detail.js';
import { held, type Shown, shown } from '../dispatch-words.js';
import { faultShown } from './fault.js';
import type { DispatchSettlement } from './settle.store.js';

/** What stands in the way of a call inside the hub is looked at again after this long, ms. */
const SOON_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/** Not so where the hub could not find out whether it may: then it rests longer each time. */
const isHubsOwn = ({ notSent }: Pick<Fault, 'notSent'>): boolean =>
  notSent !== undefined && notSent !== 'not_admitted';

type Standing = Pick<
  ClaimedDispatch,
  'kind' | 'state' | 'finds' | 'found_at' | 'failures' | 'rounds' | 'detail'
>;

/** So often in a row it is sent without anybody knowing what became of it; then a person is to look. */
const MOST_ROUNDS = 5;

/** Whether it is not to be sent once more by itself, though it is not at the till. */
export const hasHadItsRounds = ({ rounds }: Pick<Standing, 'rounds'>): boolean => rounds >= MOST_ROUNDS;

/** A refusal that is worded as a passing one and stays, or answers that are lost each time. */
export function heldAfterRounds(claimed: Standing, now: Date): DispatchSettlement {
  const { rounds, detail } = claimed;
  const said = detail?.said;
  const words = said === undefined ? '' : `; the till said last: ${said}`;
  const why = held(
    'not_taken',
    `sent ${rounds.toString()} times, and each time it was not there afterwards${words}`,
  );
  return heldFor(claimed, now, why, said === undefined ? null : { said });
}

/** Where it stands already, but given back. */
const asBefore = (
  { state, finds, found_at, failures, detail }: Standing,
  dueAt: Date,
): DispatchSettlement => ({
  state,
  dueAt,
  shown: null,
  failures,
  finds,
  foundAt: found_at,
  vendorNo: null,
  detail,
});

/** Nothing was tried; not before `dueAt`. */
export const postponed = (claimed: Standing, dueAt: Date, why: Shown | null): DispatchSettlement => ({
  ...asBefore(claimed, dueAt),
  shown: why,
});

/** What others leave unused is free before: asking once more costs no call. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** No call is granted for it. @param retryAt the earliest grant, as far as is known now */
export function withoutCalls(claimed: Standing, retryAt: Date, now: Date): DispatchSettlement {
  const dueAt = new Date(Math.min(retryAt.getTime(), now.getTime() + LONGEST_WAIT_MS));
  const words = `no call of the quota is granted for it until ${retryAt.toISOString()}`;
  return postponed(claimed, dueAt, shown('quota_exhausted', words));
}

/** The hub itself did not ask: no failure, and soon again unless it is known when. */
function notAsked(claimed: Standing, { retryAfterMs, ...fault }: Fault, now: Date): DispatchSettlement {
  const pause = Math.max(SOON_MS, retryAfterMs);
  // Asking again while the account rests costs no call, and a person may end the rest by changing the account.
  const rest = fault.notSent === 'resting' ? Math.min(LONGEST_REST_MS, pause) : pause;
  const from = new Date(now.getTime() + rest);
  return fault.notSent === 'no_calls'
    ? withoutCalls(claimed, from, now)
    : postponed(claimed, from, faultShown(fault));
}

/** Tried in vain, without effect; the pause grows with each failure in a row. */
export function failedTry(
  claimed: Standing,
  fault: Fault,
  now: Date,
  share: () => number,
  state: DispatchSettlement['state'] = claimed.state,
): DispatchSettlement {
  if (isHubsOwn(fault)) return { ...notAsked(claimed, fault, now), state };
  const failures = claimed.failures + 1;
  // A read that is refused says nothing about the write that it was to look into: tried again all the same.
  const code = RETRY[fault.code].later ? fault.code : 'unavailable';
  const pause = pauseBeforeRetry(code, failures, share, fault.retryAfterMs);
  const dueAt = new Date(now.getTime() + pause);
  return { ...asBefore(claimed, dueAt), state, failures, shown: faultShown(fault) };
}

export const doneAs = (claimed: Standing, now: Date, vendorNo: string | null): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state: 'done',
  failures: 0,
  rounds: 0,
  vendorNo,
  detail: null,
});

export const heldFor = (
  claimed: Standing,
  now: Date,
  why: Shown,
  detail: DispatchSettlement['detail'],
): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state: 'held',
  failures: 0,
  shown: why,
  detail: { ...lasting(claimed.detail), ...detail },
});

export const ended = (
  claimed: Standing,
  now: Date,
  state: 'failed' | 'withdrawn',
  why: Shown,
): DispatchSettlement => ({
  ...asBefore(claimed, now),
  state,
  failures: 0,
  shown: why,
});

/**
 * Nothing asks for it any more. What was sent before may yet arrive until it is over: only a look that began then shows
 * that it has not.
 * @param lookedAt when the till was asked how the order stands, and showed that it is not there yet
 */
export function unwanted(
  claimed: Standing & Pick<ClaimedDispatch, 'over_at'>,
  lookedAt: Date | undefined,
  now: Date,
  why: Shown,
): DispatchSettlement {
  const { state, over_at } = claimed;
  const mayArrive = state === 'unknown' && over_at !== null && (lookedAt === undefined || lookedAt < over_at);
  return mayArrive ? postponed(claimed, over_at, why) : ended(claimed, now, 'withdrawn', why);
}

/** After a write that failed; `claimed` is as it was before the write. */
export function afterFailedWrite(
  claimed: Standing,
  fault: Fault,
  now: Date,
  share: () => number,
): DispatchSettlement {
  if (fault.notSent !== undefined) return { ...failedTry(claimed, fault, now, share), notSent: true };
  const sent = { ...claimed, finds: 0, found_at: null };
  const verdict = RETRY[fault.code].write;
  if (verdict === 'refused') return ended(sent, now, 'failed', faultShown(fault));
  if (verdict === 'not_taken') return failedTry(sent, fault, now, share, 'waiting');
  const failures = sent.failures + 1;
  // An order whose answer was lost is looked for soon: most often it is there.
  const pause = pauseBeforeRetry('outcome_unknown', sent.kind === 'place' ? 1 : failures, share);
  const dueAt = new Date(now.getTime() + pause);
  const detail = { ...sent.detail, said: fault.message };
  const rounds = sent.rounds + 1;
  return { ...asBefore(sent, dueAt), state: 'unknown', failures, rounds, detail, shown: faultShown(fault) };
}
