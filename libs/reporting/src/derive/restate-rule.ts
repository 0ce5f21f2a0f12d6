import { type Figures, sameFigures } from '../figures/figures.js';
import type { RestateSettings } from '../reporting-settings.js';
import { type Earlier, type NextStep, nextStep } from './submission-rule.js';

const DAY_MS = 86_400_000;

/** A changed hour, and all that its further way depends on. */
export interface ChangedHour {
  /** The account that it is reported to now. */
  readonly accountId: string;
  readonly revisionId: string;
  readonly figures: Figures;
  readonly end: Date;
  /** When its latest revision was made, unless that is the first. */
  readonly revisedAt: Date | null;
  /** All its submissions, the oldest first. */
  readonly earlier: readonly Earlier[];
  /** What the last of the account's submissions says that may have got there; undefined where nobody knows. */
  readonly reported: Figures | undefined;
  /** Whether the account covers without asking; why not, where it does not. */
  readonly covers: 'auto' | 'unconfirmed' | 'setting';
  /** What the store's rules say of an hour below zero: whether a vendor takes one is not known. */
  readonly negativeHours: 'hold' | 'send';
}

/** A changed hour that nobody takes; `reported` is what its last submission says that may have got to anybody. */
export type UnboundHour = Pick<ChangedHour, 'revisionId' | 'figures' | 'earlier' | 'reported'>;

/**
 * The last submission of an hour that may have got there: what the vendor has is what it says.
 * @param accountId without it, to whichever account
 */
export const lastLanded = (earlier: readonly Earlier[], accountId?: string): Earlier | undefined =>
  earlier.findLast((one) => one.mayHaveLanded && (accountId === undefined || one.accountId === accountId));

/**
 * What becomes of an hour by itself, when nobody has asked for it. What the vendor cannot have goes its way at once,
 * with the latest figures. What it has is covered once the hour has settled, not too often, and only where a person
 * need not be asked. Who asks goes by `nextStep` alone.
 */
export function stepByItself(hour: ChangedHour, now: Date, settings: RestateSettings): NextStep {
  const { accountId, revisionId, earlier, figures } = hour;
  const step = nextStep(earlier, { accountId, revisionId, asked: false });
  if (step.step !== 'submit') return step;
  const landed = lastLanded(earlier, accountId);
  if (landed !== undefined && isHad(landed, hour)) {
    return { step: 'back', supersede: withoutWhatStands(step.supersede, earlier, landed) };
  }
  if (figures.totalFen < 0n && hour.negativeHours === 'hold') {
    return { step: 'asks', why: 'negative', supersede: withoutWhatStands(step.supersede, earlier, landed) };
  }
  if (landed === undefined || earlier.some((one) => isUnsent(one, accountId))) return step;
  return restatement(hour, now, settings) ?? step;
}

/**
 * What becomes of an hour that no account takes any more. Whoever was told other figures keeps them until the store is
 * bound again, and a person has to know. What was not sent yet never goes: it may say what does not hold by then.
 */
export function stepWhileUnbound({ revisionId, figures, earlier, reported }: UnboundHour): NextStep {
  const landed = lastLanded(earlier);
  const unsettled = earlier.filter((one) => !one.settled && !one.held).map(({ id }) => id);
  const supersede = withoutWhatStands(unsettled, earlier, landed);
  if (landed === undefined) return { step: 'untold', supersede };
  const isTold = landed.revisionId === revisionId || isHad(landed, { reported, figures });
  return isTold ? { step: 'back', supersede } : { step: 'asks', why: 'unbound', supersede };
}

/** What keeps the hour from being reported again now; undefined: nothing. */
function restatement(hour: ChangedHour, now: Date, settings: RestateSettings): NextStep | undefined {
  const settled = (hour.revisedAt?.getTime() ?? -Infinity) + settings.settleMs;
  if (now.getTime() < settled) return { step: 'settles', until: new Date(settled) };
  if (now.getTime() - hour.end.getTime() > settings.asksAfterMs)
    return { step: 'asks', why: 'old', supersede: [] };
  if (hour.covers !== 'auto') return { step: 'asks', why: hour.covers, supersede: [] };
  const free = nextTurn(hour, settings);
  return now.getTime() < free ? { step: 'settles', until: new Date(free) } : undefined;
}

/** When the limits let the hour be restated once more, ms. What was never sent counts for nothing. */
function nextTurn({ earlier, accountId }: ChangedHour, { everyMs, mostADay }: RestateSettings): number {
  const turns = earlier
    .filter((one) => one.accountId === accountId && one.cause === 'restated' && one.mayHaveLanded)
    .map((one) => one.createdAt.getTime())
    .sort((a, b) => a - b);
  const last = turns.at(-1) ?? -Infinity;
  const first = turns.at(-mostADay);
  return Math.max(last + everyMs, turns.length < mostADay ? -Infinity : (first ?? -Infinity) + DAY_MS);
}

/** Whether the vendor has these very figures, or will once what is under way has come to its end. */
const isHad = (
  { state, settled }: Earlier,
  { reported, figures }: Pick<ChangedHour, 'reported' | 'figures'>,
): boolean => (state === 'accepted' || !settled) && reported !== undefined && sameFigures(reported, figures);

/** What landed stands, and what makes sure of it is no report of what it lacks. */
const withoutWhatStands = (
  ids: readonly string[],
  earlier: readonly Earlier[],
  landed: Earlier | undefined,
): string[] => {
  const stand = earlier.filter((one) => one.id === landed?.id || one.cause === 'confirm').map(({ id }) => id);
  return ids.filter((id) => !stand.includes(id));
};

/** It waits to be sent: instead of it goes what holds now. What only says again what was said opens no way to more. */
const isUnsent = (one: Earlier, accountId: string): boolean =>
  one.accountId === accountId && !one.settled && !one.mayHaveLanded && one.cause !== 'confirm';
