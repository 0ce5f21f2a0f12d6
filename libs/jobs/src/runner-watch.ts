/** What was seen at one look; `at` is of a clock that never steps, ms. */
export interface RunnerLook {
  /** Workers are there, and they can fetch jobs. */
  readonly isLive: boolean;
  readonly databaseAnswered: boolean;
  readonly at: number;
}

export type RunnerVerdict = 'fine' | 'wait' | 'start' | 'give_up';

/** A hub whose workers cannot be started for so long, though the database answers, is better started anew, ms. */
export const GIVE_UP_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Decides from what is seen, look by look, what to do about a hub's workers. It needs nothing of them to come to
 * its decisions: whoever looks does so on a timer, whatever is broken.
 */
export class RunnerWatch {
  private liveAt: number | undefined;
  private answeringSince: number | undefined;
  private nextStartAt = -Infinity;
  private pauseMs = FIRST_PAUSE_MS;

  look({ isLive, databaseAnswered, at }: RunnerLook): RunnerVerdict {
    this.liveAt ??= at;
    if (isLive) return this.live(at);
    if (!databaseAnswered) {
      this.answeringSince = undefined;
      return 'wait';
    }
    this.answeringSince ??= at;
    if (at - this.answeringSince >= GIVE_UP_AFTER_MS) return 'give_up';
    return at < this.nextStartAt ? 'wait' : this.startAt(at);
  }

  /** For how long nobody has seen workers that work, ms; 0 before the first look. */
  goneForMs(at: number): number {
    return this.liveAt === undefined ? 0 : Math.max(0, at - this.liveAt);
  }

  private live(at: number): 'fine' {
    this.liveAt = at;
    this.answeringSince = undefined;
    this.nextStartAt = -Infinity;
    this.pauseMs = FIRST_PAUSE_MS;
    return 'fine';
  }

  private startAt(at: number): 'start' {
    this.nextStartAt = at + this.pauseMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    return 'start';
  }
}
