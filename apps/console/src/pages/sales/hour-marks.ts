import { HOUR_STATE_TEXTS } from '#admin-contract/hour-words.js';

export type HourState = keyof typeof HOUR_STATE_TEXTS;

export const HOUR_STATES = Object.keys(HOUR_STATE_TEXTS) as readonly HourState[];

/** What stands in the corner of a cell: told apart by its form, not by colour. */
export const MARKS: Readonly<Record<HourState, string>> = {
  waiting: '…',
  held: '‖',
  provisional: '~',
  reported: '✓',
  differs: '≠',
  unknown: '?',
  failed: '×',
  conflict: '!',
  hole: '○',
};

/** What does not go on by itself. */
export const WANTS_PERSON: ReadonlySet<HourState> = new Set([
  'differs',
  'unknown',
  'failed',
  'conflict',
  'hole',
]);
