import type { AlarmParams, AlarmState, StandingAlarm } from '../alarm.js';
import type { Stands } from './standing-source.js';

/** An alarm as it is kept: one that stands, or has ended within the day. */
export interface KeptAlarm {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: AlarmState;
  readonly occurrence: number;
  readonly since: Date;
  readonly count: number;
  readonly params: AlarmParams;
}

/** What follows for the alarms that are kept. */
export interface AlarmChanges {
  readonly opened: readonly StandingAlarm[];
  /** Ended a while ago, and there again. */
  readonly reopened: readonly KeptAlarm[];
  /** Seen once more. */
  readonly seen: readonly KeptAlarm[];
  readonly ended: readonly KeptAlarm[];
}

/**
 * Of the kinds of one source. What stands twice counts once, the first that is named.
 * @param kept at most one of a kind and subject
 */
export function alarmChanges(kept: readonly KeptAlarm[], { standing, unknown }: Stands): AlarmChanges {
  const told = standing.filter(({ subject }) => unknown?.has(subject) !== true);
  const now = new Map(told.toReversed().map((one) => [keyOf(one), one]));
  const known = new Set(kept.map(keyOf));
  const live = kept.filter(({ state }) => state !== 'ended');
  return {
    opened: [...now.values()].filter((one) => !known.has(keyOf(one))).toReversed(),
    reopened: kept.flatMap((one) => {
      const again = now.get(keyOf(one));
      return one.state === 'ended' && again !== undefined ? [reopenedAs(one, again)] : [];
    }),
    seen: live.flatMap((one) => {
      const still = now.get(keyOf(one));
      return still === undefined ? [] : [seenAs(one, still)];
    }),
    ended: live.filter((one) => !now.has(keyOf(one)) && unknown?.has(one.subject) !== true),
  };
}

const keyOf = ({ kind, subject }: { readonly kind: string; readonly subject: string }): string =>
  `${kind} ${subject}`;

const reopenedAs = (one: KeptAlarm, { since, count, params }: StandingAlarm): KeptAlarm => ({
  ...one,
  ...{ state: 'open', occurrence: one.occurrence + 1, since, count, params },
});

/** The oldest case may be over while others stand: the alarm is as old as it was. */
const seenAs = (one: KeptAlarm, { since, count, params }: StandingAlarm): KeptAlarm => ({
  ...one,
  ...{ since: since < one.since ? since : one.since, count, params },
});
