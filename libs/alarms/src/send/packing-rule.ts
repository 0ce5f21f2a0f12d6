import type { AlarmParams, NoticeWord } from '../alarm.js';
import { URGENT_KINDS } from '../alarm-kind.js';
import type { MessageContent, MessageKind, ToldAlarm } from './message.js';
import { quietUntil, type QuietHours } from './quiet-hours.js';

/** That an address is to hear of an opening or an end, and the alarm as it is now. */
export interface WaitingNotice {
  readonly alarmId: string;
  readonly occurrence: number;
  readonly what: NoticeWord;
  readonly at: Date;
  readonly kind: string;
  readonly subject: string;
  readonly since: Date;
  readonly count: number;
  readonly params: AlarmParams;
}

/** What the address was sent lately. */
export interface SentLately {
  /** Messages made within the flood's time. */
  readonly messages: number;
  /** When the last digest was made. */
  readonly digestAt: Date | null;
}

export interface FloodSettings {
  /** More messages than that to one address within `floodMs` are one digest. */
  readonly mostMessages: number;
  readonly floodMs: number;
}

/** A message to be made, with the notices that it tells. */
export interface Packed {
  readonly content: MessageContent;
  readonly urgent: boolean;
  readonly notices: readonly WaitingNotice[];
}

/** Named in one message; of the others it says how many there are. */
const MOST_TOLD = 50;

export const isUrgent = (kind: string): boolean => URGENT_KINDS.some((urgent) => urgent === kind);

/**
 * What is sent now of what waits: a message each, or in a flood one digest, and further ones no sooner than the flood's
 * time later. What is urgent waits for neither that nor quiet hours.
 * @param waiting in the order in which it happened
 */
export function pack(
  waiting: readonly WaitingNotice[],
  {
    lately,
    quiet,
    now,
  }: { readonly lately: SentLately; readonly quiet: QuietHours | null; readonly now: Date },
  settings: FloodSettings,
): Packed[] {
  const urgent = waiting.filter(({ kind }) => isUrgent(kind));
  const others = waiting.filter(({ kind }) => !isUrgent(kind));
  const isQuiet = quiet !== null && quietUntil(quiet, now) !== null;
  return [...urgent.map(single), ...(isQuiet ? [] : ofOthers(others, lately, now, settings))];
}

function ofOthers(
  others: readonly WaitingNotice[],
  { messages, digestAt }: SentLately,
  now: Date,
  { mostMessages, floodMs }: FloodSettings,
): Packed[] {
  if (others.length === 0) return [];
  if (messages + others.length <= mostMessages) return others.map(single);
  const isDigested = digestAt !== null && now.getTime() - digestAt.getTime() < floodMs;
  return isDigested ? [] : [{ content: digestOf(others), urgent: false, notices: others }];
}

const single = (notice: WaitingNotice): Packed => ({
  content: { kind: notice.what, at: notice.at.toISOString(), alarms: [told(notice)], more: 0 },
  urgent: isUrgent(notice.kind),
  notices: [notice],
});

/** An alarm that opened and ended meanwhile is named once, as it is last. */
function digestOf(notices: readonly WaitingNotice[]): MessageContent {
  const last = [...new Map(notices.map((notice) => [notice.alarmId, notice])).values()];
  const kind: MessageKind = 'digest';
  const at = new Date(Math.max(...notices.map((notice) => notice.at.getTime()))).toISOString();
  return { kind, at, alarms: last.slice(0, MOST_TOLD).map(told), more: Math.max(0, last.length - MOST_TOLD) };
}

const told = ({ alarmId, kind, subject, what, since, at, count, params }: WaitingNotice): ToldAlarm => ({
  ...{ id: alarmId, kind, subject, what, since: since.toISOString() },
  ...{ endedAt: what === 'ended' ? at.toISOString() : null, count, params },
});
