import type { FoundOrder, FoundOrders } from '#connectors-core/order-sink.js';
import type { Window } from '#connectors-core/source-pages.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import { held, shown } from '../dispatch-words.js';
import type { DispatchSettlement } from '../claimed/settle.store.js';
import { doneAs, hasHadItsRounds, heldAfterRounds, heldFor, postponed } from '../claimed/settlement.js';

const DAY_MS = 86_400_000;
/** So far around an instant it is looked for: no clock of a till is that wrong. More is read in vain, page by page. */
const ROOM_MS = DAY_MS / 4;
/** Further apart, two instants are looked for by themselves: a vendor may list a day at most, in whole seconds. */
const LONGEST_APART_MS = DAY_MS - 2 * ROOM_MS - 60_000;
const FINDS_NEEDED = 2;
/** Between two finds at the least, ms. */
const BETWEEN_FINDS_MS = 1_000;

/** An attempt whose outcome is looked for. */
export interface LostAttempt {
  /** The order time that we sent. */
  readonly statedAt: Date;
  /** Nothing was written after it. */
  readonly writeBefore: Date;
}

/**
 * Where these orders show if they are there: the vendor may list by the order time that we named or by its own
 * time of booking. What is near enough together is looked for in one window, of a day at most.
 */
export function findWindows(lost: readonly LostAttempt[]): Window[] {
  const instants = lost.flatMap(({ statedAt, writeBefore }) => [statedAt.getTime(), writeBefore.getTime()]);
  const groups: { first: number; last: number }[] = [];
  for (const at of instants.sort((a, b) => a - b)) {
    const group = groups.at(-1);
    if (group !== undefined && at - group.first <= LONGEST_APART_MS) group.last = at;
    else groups.push({ first: at, last: at });
  }
  return groups.map(({ first, last }) => ({ from: new Date(first - ROOM_MS), to: new Date(last + ROOM_MS) }));
}

/** Until then the attempt may be under way. */
export const hardDeadline = (
  { writeBefore }: Pick<LostAttempt, 'writeBefore'>,
  attemptDeadlineMs: number,
): Date => new Date(writeBefore.getTime() + attemptDeadlineMs);

export interface FindTimes {
  /** When the find began, i.e. what it shows is not older. */
  readonly startedAt: Date;
  readonly now: Date;
  readonly hardDeadline: Date;
  /** How long after it the till must still not show the order. */
  readonly negativeMs: number;
}

/** The one that we go on with: the earliest, unless somebody at the till has cancelled it and left another. */
export const firstCopy = (copies: readonly FoundOrder[]): FoundOrder | undefined =>
  copies.find(({ fulfilment }) => fulfilment !== 'cancelled') ?? copies[0];

/**
 * What a complete find says. One that began while the attempt may have been under way shows an order that
 * is there, but not that there is none. "Absent" is believed after two that count, the last of them
 * `negativeMs` after the attempt's hard deadline.
 * @param similar of the orders found only those that may be ours for all we know
 */
export function settleFind(
  claimed: ClaimedDispatch,
  found: FoundOrders,
  similar: readonly FoundOrder[],
  times: FindTimes,
): DispatchSettlement {
  const copy = firstCopy(found.copies);
  if (copy !== undefined) return doneAs(claimed, times.now, copy.vendorNo);
  const late = new Date(times.hardDeadline.getTime() + times.negativeMs);
  if (times.startedAt < times.hardDeadline)
    return nextFind(claimed, claimed.finds, times.hardDeadline, times);
  const finds = claimed.finds + 1;
  if (finds < FINDS_NEEDED || times.startedAt < late) return nextFind(claimed, finds, late, times);
  if (similar.length > 0) return heldFor(claimed, times.now, MAYBE_PLACED, { similar });
  if (hasHadItsRounds(claimed)) return heldAfterRounds(claimed, times.now);
  return {
    ...postponed(claimed, times.now, null),
    state: 'waiting',
    finds,
    foundAt: times.startedAt,
  };
}

const MAYBE_PLACED = held(
  'maybe_placed',
  'the till has no order with our marker, but some that look like this one: is it one of them?',
);

/** It is too early to look for it. */
export function lookedForFrom(claimed: ClaimedDispatch, from: Date): DispatchSettlement {
  const said = claimed.detail?.said ?? 'no answer is known';
  const words = `what became of it is looked for from ${from.toISOString()} on: ${said}`;
  return postponed(claimed, from, shown('outcome_unknown', words));
}

function nextFind(
  claimed: ClaimedDispatch,
  finds: number,
  at: Date,
  { now, startedAt }: FindTimes,
): DispatchSettlement {
  const dueAt = new Date(Math.max(at.getTime(), now.getTime() + BETWEEN_FINDS_MS));
  const why = shown('outcome_unknown', 'the till does not show the order so far');
  const foundAt = finds > claimed.finds ? startedAt : claimed.found_at;
  return { ...postponed(claimed, dueAt, why), finds, foundAt };
}
