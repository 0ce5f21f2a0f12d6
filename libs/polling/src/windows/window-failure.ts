import { type ConnectorErrorCode, FAULT_CODES } from '#connectors-core/connector-error.js';
import { type Fault, faultOf, pauseAfter, shortMessage } from '#connectors-core/fault.js';
import { pauseBeforeRetry } from '#connectors-core/retry-pause.js';

/** What can be wrong with a window though every call was answered. */
export const WINDOW_FAULTS = [
  'too_many_pages',
  'repeated_cursor',
  'repeated_page',
  'rows_keep_moving',
  'stream_gone',
  'window_too_large',
  'not_whole',
] as const;
export type WindowFault = (typeof WINDOW_FAULTS)[number];

/** And every code that a window has while it is not read to its end. */
export const WINDOW_ERROR_CODES = [...WINDOW_FAULTS, ...FAULT_CODES] as const;
export type WindowErrorCode = (typeof WINDOW_ERROR_CODES)[number];

/**
 * `slow`: a person must do something, and then it is soon cured. `slower`: reading again alone will hardly cure
 * it, and costs calls, all that the window has or one for each of many windows: the pause grows.
 */
const PAUSE_AS: Readonly<Record<WindowFault, ConnectorErrorCode | 'slow' | 'slower'>> = {
  too_many_pages: 'slower',
  stream_gone: 'slow',
  window_too_large: 'slower',
  not_whole: 'slower',
  repeated_cursor: 'invalid_response',
  repeated_page: 'slower',
  rows_keep_moving: 'unavailable',
};

export class WindowError extends Error {
  override readonly name = 'WindowError';

  constructor(
    readonly code: WindowFault,
    message: string,
  ) {
    super(message);
  }
}

export interface Failure {
  readonly code: WindowErrorCode;
  readonly message: string;
  readonly dueAt: Date;
}

export interface FailureTime {
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** Of the try before; null: it did not fail. */
  readonly lastCode: string | null;
  readonly now: Date;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly slowRetryMs: number;
  /** Whether the calls may not suffice for all that is to be asked. */
  readonly countsCalls: boolean;
}

/** A vendor that is back is noticed so soon: one call a minute costs nothing where calls are free. */
const LONGEST_AWAY_MS = 60_000;
/** Where they are counted, a vendor that stays away so long is asked more seldom. */
const CLOSELY_WATCHED_TRIES = 10;

/** Some hundreds of windows that fail for ever cost some hundreds of calls a day. */
const LONGEST_SLOW_PAUSE_MS = 86_400_000;

/**
 * How a window that could not be read goes on: it always does, because a stretch that is given up would be a
 * hole that nobody sees. What the table of codes never tries again is tried again slowly.
 */
export function windowFailure(error: unknown, time: FailureTime): Failure {
  const { code, message } =
    error instanceof WindowError
      ? { code: error.code, message: shortMessage(error.message) }
      : faultOf(error, 'internal');
  return { code, message, dueAt: new Date(time.now.getTime() + pauseMs(error, time)) };
}

function pauseMs(error: unknown, time: FailureTime): number {
  if (error instanceof WindowError) return windowPauseMs(error.code, time);
  const { attempts, random, slowRetryMs } = time;
  const fault = faultOf(error, 'internal');
  const pause = pauseAfter(fault, Math.max(1, attempts), random) ?? slowRetryMs;
  return fault.code === 'unavailable' ? Math.min(pause, longestAwayMs(fault, time)) : pause;
}

function longestAwayMs({ retryAfterMs }: Pick<Fault, 'retryAfterMs'>, time: FailureTime): number {
  if (time.countsCalls && time.attempts > CLOSELY_WATCHED_TRIES) return Infinity;
  return Math.max(LONGEST_AWAY_MS, retryAfterMs);
}

function windowPauseMs(code: WindowFault, { attempts, lastCode, random, slowRetryMs }: FailureTime): number {
  const as = PAUSE_AS[code];
  const tries = Math.max(1, attempts);
  if (as === 'slow') return slowRetryMs;
  if (as !== 'slower') return pauseBeforeRetry(as, tries, random);
  // After another failure, as of a vendor that was away, it counts as the first.
  const doublings = code === lastCode ? tries - 1 : 0;
  return Math.min(LONGEST_SLOW_PAUSE_MS, slowRetryMs * 2 ** Math.min(doublings, 30));
}
