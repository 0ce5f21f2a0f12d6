import type { AlarmParams, NoticeWord } from '../alarm.js';

/** One alarm as a message tells it: as it was when the message was made. */
export interface ToldAlarm {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly what: NoticeWord;
  /** ISO instants. */
  readonly since: string;
  readonly endedAt: string | null;
  readonly count: number;
  readonly params: AlarmParams;
}

export type MessageKind = 'opened' | 'ended' | 'digest' | 'test';

/** What a message says, whatever its address: the same at every try. */
export interface MessageContent {
  readonly kind: MessageKind;
  /** When what it tells happened, ISO; of a digest the latest. */
  readonly at: string;
  readonly alarms: readonly ToldAlarm[];
  /** How many more it does not name. */
  readonly more: number;
}

export interface Message extends MessageContent {
  readonly id: string;
}
