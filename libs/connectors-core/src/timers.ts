import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Spans of time, as opposed to the instants of a Clock: never runs backwards, and can be waited for. */
export interface Timers {
  /** Milliseconds since some fixed point. */
  elapsedMs(): number;
  /** Runs it once after `ms` unless it was cancelled. @returns cancels it */
  after(ms: number, run: () => void): () => void;
  pause(ms: number): Promise<void>;
}

export const systemTimers: Timers = {
  elapsedMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  pause: async (ms) => {
    await sleep(ms);
  },
};
