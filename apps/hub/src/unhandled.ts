import type { Log } from '#domain/log.js';
import { isDatabaseAway } from '#database/database-away.js';

/**
 * graphile-worker leaves a promise to itself when the connection breaks while it writes down how a job
 * ended. The job stays locked until this hub ends, which holds up nobody: the next wake-up is a new job.
 * Anything else that nobody awaited is a fault of ours, and the hub ends.
 */
export function endOnUnhandled(log: Log, flush: () => Promise<void>): void {
  process.on('unhandledRejection', (error) => {
    if (isDatabaseAway(error)) {
      log({ event: 'database', level: 'warn', outcome: 'unfinished', error });
      return;
    }
    log({ event: 'unhandled', level: 'error', error });
    endHub(flush);
  });
  // Node would print it with all its words, past the log that masks what is secret in them.
  process.on('uncaughtException', (error) => {
    log({ event: 'unhandled', level: 'error', error });
    endHub(flush);
  });
}

/** What cannot be flushed by then (a full disk, a reader that hangs) is given up, ms. */
const FLUSH_WITHIN_MS = 3_000;

/** Ends the process with an exit code that says so; whoever keeps it running starts it again. */
export function endHub(flush: () => Promise<void>): void {
  setTimeout(() => process.exit(1), FLUSH_WITHIN_MS);
  void flush().finally(() => process.exit(1));
}
