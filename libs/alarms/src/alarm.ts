import type { AlarmKind } from './alarm-kind.js';

export const ALARM_STATES = ['open', 'acknowledged', 'ended'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

export type AlarmParams = Readonly<Record<string, string | number>>;

/** What stands at this moment and people are to hear of. */
export interface StandingAlarm {
  readonly kind: AlarmKind;
  /** Which of its kind, in ids and words of ours. */
  readonly subject: string;
  readonly since: Date;
  /** How many cases. */
  readonly count: number;
  /** What the kind's sentence names, and nothing else. */
  readonly params: AlarmParams;
}

/** What an address is told of an alarm: that it opened, or that it ended. */
export type NoticeWord = 'opened' | 'ended';
